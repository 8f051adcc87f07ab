import { z } from 'zod';
import { errorCode } from '../files/file-failure.ts';
import { openPlainFile } from '../files/open-plain-file.ts';
import { DeliveryRefused } from '../refused.ts';

export const MANIFEST_ENDING = '.manifest.json';
export const LARGEST_MANIFEST = 65_536;

/** What the sender says a delivery holds. */
export interface DeclaredContent {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly records: number | null;
}

const manifestSchema = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
  records: z.int().nonnegative().nullish(),
});

/** Reads the manifest beside a delivery: what it declares, or why it cannot be relied on. */
export async function readManifest(path: string, fileName: string): Promise<DeclaredContent | { readonly because: string }> {
  const content = await manifestText(path);
  if (typeof content !== 'string') return content;
  const parsed = manifestSchema.safeParse(parseJson(content));
  if (!parsed.success) return { because: 'its manifest is not one: it must hold file, sha256 and records' };
  if (parsed.data.file !== fileName) return { because: 'its manifest names another file' };
  return { sha256: parsed.data.sha256.toLowerCase(), records: parsed.data.records ?? null };
}

async function manifestText(path: string): Promise<string | { readonly because: string }> {
  try {
    const { handle, stats } = await openPlainFile(path);
    try {
      if (stats.size > LARGEST_MANIFEST) return { because: 'its manifest is too large to be one' };
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof DeliveryRefused) return { because: 'its manifest is not a plain file' };
    const missing = cause instanceof Error && errorCode(cause.cause) === 'ENOENT';
    if (missing) return { because: 'its manifest is not here yet' };
    throw cause;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
