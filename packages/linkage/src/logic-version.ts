/** Frozen into every run: when linkage answers differently for the same input, this changes. */
export const LOGIC_VERSION = 'linkage/2';
