// SPDX-License-Identifier: Apache-2.0

extension Samples {
    /// What the attendance mark compiles to.
    static let markSchema = #"""
        {
         "$schema": "https://json-schema.org/draft/2020-12/schema",
         "$id": "https://northshire.example/contracts/uk.northshire.attendance.mark/1.0.0/schema.json",
         "type": "object",
         "properties": {
          "school": {
           "type": "object",
           "properties": {
            "urn": {
             "type": "integer",
             "minimum": 100000,
             "maximum": 999999,
             "title": "Unique reference number",
             "description": "DfE URN of the school.",
             "examples": [123456],
             "x-odcs": {"classification": "official"}
            }
           },
           "required": ["urn"],
           "additionalProperties": false,
           "title": "School"
          },
          "pupil": {
           "type": "object",
           "properties": {
            "upn": {
             "type": "string",
             "pattern": "^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$",
             "title": "Unique pupil number",
             "examples": ["A820200010001"],
             "x-odcs": {"classification": "official-sensitive", "dpvCategory": "https://w3id.org/dpv/pd#OfficialID"}
            },
            "dateOfBirth": {
             "type": ["string", "null"],
             "format": "date",
             "x-odcs": {"classification": "official-sensitive", "dpvCategory": "https://w3id.org/dpv/pd#BirthDate"}
            }
           },
           "required": ["upn"],
           "additionalProperties": false,
           "x-odcs": {"classification": "official-sensitive"}
          },
          "date": {"type": "string", "format": "date"},
          "session": {"type": "string", "enum": ["AM", "PM"]},
          "code": {
           "type": "string",
           "enum": ["/", "\\", "L", "B", "I", "M", "E", "U", "O", "N"],
           "title": "Attendance code",
           "description": "National attendance and absence code.",
           "x-odcs": {"criticalDataElement": true}
          },
          "minutesLate": {"type": "integer", "minimum": 1, "maximum": 240},
          "recordedAt": {"type": "string", "format": "date-time"},
          "contactsTried": {
           "type": "array",
           "minItems": 1,
           "maxItems": 10,
           "uniqueItems": true,
           "items": {
            "type": "object",
            "properties": {
             "at": {"type": "string", "format": "date-time"},
             "outcome": {"type": "string", "enum": ["reached", "no-answer", "message-left"]}
            },
            "required": ["at", "outcome"],
            "additionalProperties": false
           },
           "description": "Contacts tried on the first day of absence."
          }
         },
         "required": ["school", "pupil", "date", "session", "code", "recordedAt"],
         "additionalProperties": false,
         "title": "Attendance mark",
         "description": "The mark given to one pupil for one session.",
         "allOf": [
          {
           "allOf": [
            {
             "if": {"properties": {"code": {"const": "/"}}, "required": ["code"]},
             "then": {"properties": {"session": {"const": "AM"}}}
            },
            {
             "if": {"properties": {"code": {"const": "\\"}}, "required": ["code"]},
             "then": {"properties": {"session": {"const": "PM"}}}
            }
           ]
          },
          {
           "if": {"properties": {"code": {"enum": ["L", "U"]}}, "required": ["code"]},
           "then": {"required": ["minutesLate"]},
           "else": {"not": {"required": ["minutesLate"]}}
          }
         ],
         "x-rules": [
          {
           "id": "upn_check_letter",
           "path": "/pupil/upn",
           "engine": "gateway",
           "severity": "error",
           "rule": {"check": "upn"},
           "message": "The first letter is the UPN check letter."
          },
          {"path": "/date", "check": "minimum", "value": "2024-08-19"},
          {
           "id": "recorded_on_or_after_day",
           "path": "/recordedAt",
           "engine": "cel",
           "severity": "error",
           "rule": "timestamp(this.recordedAt) >= timestamp(this.date + 'T00:00:00Z')",
           "message": "A mark is not recorded before its day begins."
          },
          {
           "id": "first_day_calling",
           "path": "",
           "engine": "cel",
           "severity": "warning",
           "rule": "this.code != 'N' || has(this.contactsTried)",
           "message": "An unexplained absence should list the contacts tried."
          }
         ]
        }
        """#
}
