import { createHash } from 'node:crypto';
import { openPlainFile, piecesOf } from './files/open-plain-file.ts';

export interface Fingerprint {
  /** SHA-256 of the bytes, as 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What the bytes of a file are, whatever it is called. @throws DeliveryRefused when it is not a plain file. */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const file = await openPlainFile(path);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of piecesOf(file)) {
      hash.update(piece);
      bytes += piece.length;
    }
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await file.handle.close();
  }
}
