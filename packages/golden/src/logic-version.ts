/** Version of the logic of this package: an input of every run. Raise it when the same input may give another answer. */
export const LOGIC_VERSION = 'golden/3';
