/** Changed whenever a value would normalise otherwise than before: the night then treats every record as changed. */
export const LOGIC_VERSION = 'normalise/2';
