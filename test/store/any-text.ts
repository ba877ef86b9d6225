import fc from 'fast-check';

/** Any UTF-16 units, including halves of surrogate pairs. The generator of fast-check takes seconds to begin. */
export const anyText = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff }))
    .map((unit) => String.fromCharCode(unit)),
});
