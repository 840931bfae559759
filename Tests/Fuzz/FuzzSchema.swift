// SPDX-License-Identifier: Apache-2.0

/// A schema, a NUL, a value: the fast verdict, the list of faults and the output agree, unless one of them met a bound.
func fuzzSchema(_ input: UnsafeBufferPointer<UInt8>) {
    let parts = input.split(separator: 0, maxSplits: 1)
    guard parts.count == 2, let text = try? JSONValue(parsing: Array(parts[0])),
        let value = try? JSONDocument(Array(parts[1]))
    else { return }
    let options = CompiledSchema.Options(assertFormats: true, maxSteps: 100_000, engine: PCREEngine())
    guard let schema = try? CompiledSchema(text, options: options) else { return }
    let isValid = schema.isValid(value.root)
    let faults = schema.validate(value.root)
    guard isValid == faults.isEmpty else { fatalError("verdict and faults differ") }
    guard let told = try? AnnotatedSchema(text, options: options) else { fatalError("compiles only without a trace") }
    let output = told.evaluate(value.root)
    guard isValid == output.isValid || output.isUndecided || faults.contains(where: \.isUndecided) else {
        fatalError("verdict and output differ")
    }
    guard output.isValid || !output.errors.isEmpty else { fatalError("is not valid for no reason") }
}
