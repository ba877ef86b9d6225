import fc from 'fast-check';

/** Of any UTF-16 units, halves of pairs among them. fast-check's own takes seconds to begin. */
export const anyText = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff }))
    .map((unit) => String.fromCharCode(unit)),
});
