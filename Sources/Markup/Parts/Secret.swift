import Base

/// A field for a password, with a button that shows what was typed. Its value never goes back to the page.
public func secretField(_ field: Field, _ filled: Filled) -> HTML {
    let flaw = filled.flaws[field.name]
    return """
        <div class="\(field.className)">\(label(field.name, field.label, isRequired: field.isRequired))
        <div class="secret"><input class="input" id="\(field.name)" name="\(field.name)" type="password" \
        \(attribute: "autocomplete", field.autocomplete ?? "off") \
        \(flag: "required", field.isRequired) \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        \(attribute: "aria-describedby", describedBy(field.name, hint: field.hint, flaw: flaw))>\
        <button class="icon-btn js-only" type="button" data-reveal="\(field.name)" aria-pressed="false" \
        aria-label="显示\(field.label)">\(icon("eye"))</button></div>
        \(hintAndFlaw(field.name, hint: field.hint, flaw: flaw))</div>
        """
}

/// A field for the six digits of a phone: large, with the number keys, and offered what the phone knows.
public func codeField(_ field: Field, _ filled: Filled) -> HTML {
    let flaw = filled.flaws[field.name]
    return """
        <div class="\(field.className)">\(label(field.name, field.label, isRequired: field.isRequired))
        <input class="input code" id="\(field.name)" name="\(field.name)" type="text" inputmode="numeric" \
        autocomplete="one-time-code" maxlength="7" \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        \(attribute: "aria-describedby", describedBy(field.name, hint: field.hint, flaw: flaw))>
        \(hintAndFlaw(field.name, hint: field.hint, flaw: flaw))</div>
        """
}
