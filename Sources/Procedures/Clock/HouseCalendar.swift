import Rulebook
import Web

/// The calendar by which this room counts working days: China's, as far as it has been announced.
let houseCalendar = WorkingCalendar.china
