import { posix } from 'node:path';
import type { ArchiveEntry } from '../archive/open-archive.ts';
import { showable } from '../contract/header-drift.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { XmlElement } from '../markup/strict-xml.ts';
import { DeliveryRefused } from '../refused.ts';
import { type NumberForm, numberForm } from './number-formats.ts';
import { readPart, workbookMalformed } from './read-part.ts';
import { type SharedTexts, sharedTexts } from './shared-texts.ts';

/** What must be known of a workbook before one of its sheets can be read. */
export interface Workbook {
  readonly sheet: ArchiveEntry;
  /** Whether days are counted from 1904. */
  readonly system1904: boolean;
  readonly texts: SharedTexts;
  /** How a cell's number is shown, by the cell's style. */
  formOf(style: number): NumberForm;
}

/** Parts that are read whole hold lists of names and formats, and are small. */
const PART_BYTES = 2 ** 24;
const STYLES_MOST = 2 ** 16;

/**
 * Finds the sheet of a name, and what its cells mean.
 * @throws DeliveryRefused where the parts of a workbook are not there, or the sheet is not
 */
export async function openWorkbook(entries: readonly ArchiveEntry[], sheetName: string, limits: DeliveryLimits): Promise<Workbook> {
  const parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (path: string | undefined): ArchiveEntry | undefined => (path === undefined ? undefined : parts.get(path.toLowerCase()));
  const relations = async (of: string): Promise<readonly Relation[]> => {
    const found = part(posix.join(posix.dirname(of), '_rels', `${posix.basename(of)}.rels`));
    return found === undefined ? [] : readRelations(found, posix.dirname(of), limits);
  };
  const mainPath = (await relations('')).find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const main = part(mainPath);
  if (main === undefined) throw workbookMalformed('it holds no workbook');
  const { sheets, system1904 } = await readMain(main, limits);
  const related = await relations(mainPath);
  const wanted = sheets.filter(({ name }) => name === sheetName);
  if (wanted.length !== 1)
    throw noSheet(
      sheetName,
      sheets.map(({ name }) => name),
    );
  const relation = related.find(({ id }) => id === wanted[0]?.relation);
  const sheet = part(relation?.path);
  if (sheet === undefined || relation?.type !== 'worksheet') throw workbookMalformed('the sheet that is declared is no sheet of cells');
  const ofType = (type: string) => part(related.find((one) => one.type === type)?.path);
  const styles = ofType('styles');
  const forms = styles === undefined ? [] : await readForms(styles, limits);
  return {
    sheet,
    system1904,
    texts: await sharedTexts(ofType('sharedStrings'), limits),
    formOf: (style) => forms[style] ?? 'number',
  };
}

interface Relation {
  readonly id: string;
  /** Last step of its type. */
  readonly type: string;
  readonly path: string;
}

async function readRelations(part: ArchiveEntry, folder: string, limits: DeliveryLimits): Promise<readonly Relation[]> {
  const found: Relation[] = [];
  const open = (element: XmlElement): void => {
    if (element.local !== 'Relationship' || attributeOf(element, 'TargetMode') === 'External') return;
    const target = attributeOf(element, 'Target') ?? '';
    const path = target.startsWith('/') ? posix.normalize(target.slice(1)) : posix.join(folder, target);
    found.push({ id: attributeOf(element, 'Id') ?? '', type: (attributeOf(element, 'Type') ?? '').split('/').at(-1) ?? '', path });
  };
  await readPart(part, { open }, PART_BYTES, limits);
  return found;
}

interface NamedSheet {
  readonly name: string;
  readonly relation: string;
}

async function readMain(part: ArchiveEntry, limits: DeliveryLimits): Promise<{ sheets: readonly NamedSheet[]; system1904: boolean }> {
  const sheets: NamedSheet[] = [];
  let system1904 = false;
  const open = (element: XmlElement): void => {
    if (element.local === 'workbookPr') system1904 = isTrue(attributeOf(element, 'date1904'));
    if (element.local === 'sheet')
      sheets.push({ name: attributeOf(element, 'name') ?? '', relation: attributeOf(element, 'id', true) ?? '' });
  };
  await readPart(part, { open }, PART_BYTES, limits);
  return { sheets, system1904 };
}

async function readForms(part: ArchiveEntry, limits: DeliveryLimits): Promise<readonly NumberForm[]> {
  const codes = new Map<number, string>();
  const forms: number[] = [];
  let within = false;
  const open = (element: XmlElement): void => {
    if (element.local === 'cellXfs') within = true;
    else if (element.local === 'numFmt')
      codes.set(Number(attributeOf(element, 'numFmtId')), (attributeOf(element, 'formatCode') ?? '').slice(0, 1000));
    else if (element.local === 'xf' && within) forms.push(Number(attributeOf(element, 'numFmtId') ?? 0));
    if (forms.length > STYLES_MOST || codes.size > STYLES_MOST) throw workbookMalformed('it has more formats than a workbook may');
  };
  const close = (_line: number, local: string): void => {
    if (local === 'cellXfs') within = false;
  };
  await readPart(part, { open, close }, PART_BYTES, limits);
  return forms.map((id) => numberForm(id, codes.get(id)));
}

/** An attribute by its local name; of a namespace where that is asked for. */
function attributeOf({ attributes }: XmlElement, local: string, ofNamespace = false): string | undefined {
  if (!ofNamespace) return attributes[local]?.value;
  return Object.values(attributes).find((attribute) => attribute.local === local && attribute.prefix !== '')?.value;
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

function noSheet(wanted: string, names: readonly string[]): DeliveryRefused {
  const has = names.slice(0, 20).map((name) => `'${showable(name)}'`);
  return new DeliveryRefused({
    code: 'delivery.xlsx_no_sheet',
    message: `The workbook has no sheet '${wanted}'; it has ${has.join(', ') || 'none'}.`,
    remedy: 'Ask the sender to name the sheet as agreed, or mend decoder.sheet in the declaration of the source.',
  });
}
