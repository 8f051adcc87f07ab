import { type WrittenEntry, writeZip } from '../archive/write-zip.fixture.ts';

interface Written {
  /** What stands in `sheetData`. */
  readonly rows: string;
  /** What stands after it. */
  readonly after?: string;
  readonly sharedStrings?: string;
  readonly date1904?: boolean;
  readonly sheetName?: string;
  /** Parts that replace or join the others; null takes one out. */
  readonly parts?: Readonly<Record<string, string | null>>;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Style 1 shows a date. */
const STYLES = `<styleSheet ${MAIN}><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;

/** A workbook of one sheet, `Children`, part by part. */
export function workbook({ rows, after = '', sharedStrings, date1904 = false, sheetName = 'Children', parts = {} }: Written): Buffer {
  const all: Record<string, string | null> = {
    '_rels/.rels': `<Relationships ${RELATIONS}><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="${sheetName}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${RELATIONS}><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="/xl/styles.xml"/><Relationship Id="r3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...(sharedStrings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst ${MAIN}>${sharedStrings}</sst>` }),
    ...parts,
  };
  const entries = Object.entries(all).flatMap(([name, data]): WrittenEntry[] => (data === null ? [] : [{ name, data }]));
  return writeZip(entries);
}

/** A row of inline texts; null leaves a cell out. */
export function row(number: number, cells: readonly (string | null)[], attributes = ''): string {
  const written = cells.map((text, i) =>
    text === null
      ? ''
      : `<c r="${String.fromCharCode(65 + i)}${number}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
  );
  return `<row r="${number}" ${attributes}>${written.join('')}</row>`;
}

const escaped = (text: string): string => text.replace(/[&<>\r]/g, (character) => `&#${character.codePointAt(0)};`);
