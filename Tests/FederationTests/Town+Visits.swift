import Base
import Foundation
import Server
import Store
import Testing
import Web

@testable import Federation

/// What came back.
struct Got: Sendable {
    let status: Int
    let text: String
    let headers: Headers
    let bytes: [UInt8]

    func json() throws -> JSON { try JSON(parsing: bytes) }
    var location: String { headers["Location"] ?? "" }
}

extension Town {
    /// Opens an address, written as a link would be.
    func get(
        _ address: String, as resident: Resident?, accept: String = "text/html", asking: [String: String] = [:]
    ) async throws -> Got {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let target = try #require(Self.query(parts.count == 2 ? parts[1] : ""))
        var headers = headers(resident, accept)
        for (name, value) in asking { headers.set(name, value) }
        let request = Request(.get, parts[0].removingPercentEncoding ?? parts[0], query: target, headers: headers)
        return try await got(request)
    }

    func get(_ path: Path, as resident: Resident?, accept: String = "text/html") async throws -> Got {
        try await get(path.text, as: resident, accept: accept)
    }

    func json(_ path: Path, as resident: Resident?) async throws -> JSON {
        try await get(path, as: resident, accept: "application/json").json()
    }

    /// Sends fields as a program does, which needs no form token; what comes back is the page.
    func post(
        _ path: Path, _ fields: KeyValuePairs<String, String>, as resident: Resident?, accept: String = "text/html"
    )
        async throws -> Got
    {
        let json = JSON.object(fields.map { (key: $0.key, value: JSON($0.value)) })
        return try await post(path, json: json, as: resident, accept: accept)
    }

    /// The same with fields that were put together before.
    func post(_ path: Path, json: JSON, as resident: Resident?, accept: String = "text/html") async throws -> Got {
        var headers = headers(resident, accept)
        headers.set("Content-Type", "application/json")
        return try await got(Request(.post, path.text, headers: headers, body: .bytes(Array(json.text.utf8))))
    }

    /// Sends a form with files, as a browser does.
    func post(
        _ path: Path, _ fields: [String: String], _ uploads: [Upload], as resident: Resident
    ) async throws -> Got {
        let token = try csrf(try await get(Places.home(), as: resident).text)
        let pairs = [(name: "csrf", value: token)] + fields.map { (name: $0.key, value: $0.value) }
        return try await got(
            Request(
                .post, path.text, headers: headers(resident, "text/html"),
                body: .form(Submission(fields: pairs, uploads: uploads))))
    }

    /// The token of the first form of a page; nothing on a page without one.
    private func csrf(_ page: String) throws -> String {
        page.firstMatch(of: /name="csrf" value="([^"]*)"/).map { String($0.1) } ?? ""
    }

    private func headers(_ resident: Resident?, _ accept: String) -> Headers {
        var headers: Headers = ["Accept": accept, "Host": "town.test"]
        if let resident { headers.set("Cookie", "uh=\(resident.token)") }
        return headers
    }

    private func got(_ request: Request) async throws -> Got {
        let response = await site.answer(request)
        let bytes: [UInt8]
        switch response.body {
        case .bytes(let plain): bytes = plain
        case .stream(let stream): bytes = try await stream.bytes()
        default: bytes = []
        }
        return Got(
            status: response.status, text: String(decoding: bytes, as: UTF8.self), headers: response.headers,
            bytes: bytes)
    }

    private static func query(_ text: String) -> [(name: String, value: String)]? {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], (parts.count == 2 ? parts[1] : "").removingPercentEncoding ?? "")
        }
    }
}

extension [UInt8] {
    func write(to path: String) throws { try Data(self).write(to: URL(filePath: path)) }
}

/// What lies in a folder; nothing when there is none.
enum FolderNames {
    static func of(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
