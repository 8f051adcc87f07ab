/** Version of what this package makes of bytes. Raised when the same file would give other records. */
export const LOGIC_VERSION = '1';
