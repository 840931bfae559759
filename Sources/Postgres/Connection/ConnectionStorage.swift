// SPDX-License-Identifier: Apache-2.0

/// What a user of a connection keeps with it, one value of each type; gone when the connection is.
package struct ConnectionStorage {
    private var values: [ObjectIdentifier: Any] = [:]

    package subscript<Value>(type: Value.Type) -> Value? {
        get { values[ObjectIdentifier(type)] as? Value }
        set { values[ObjectIdentifier(type)] = newValue }
    }
}
