import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused, type RefusalCode } from '../refused.ts';

/** An element as it begins. */
export interface XmlElement {
  /** Without its prefix. */
  readonly local: string;
  /** Its namespace; '' for none. */
  readonly uri: string;
  readonly attributes: SaxesTagNS['attributes'];
}

export interface XmlEvents {
  /** @param line on which its tag ends, from 1 */
  open(element: XmlElement, line: number): void;
  /** Characters, entities resolved, possibly in several pieces. */
  text(characters: string): void;
  close(line: number, local: string): void;
  /** What the file itself says that its encoding is. */
  encoding?(named: string): void;
}

export interface StrictXml {
  /** @throws DeliveryRefused for what is no XML, or made to harm */
  write(text: string): void;
  /** The text is over. @throws DeliveryRefused when the root is still open */
  end(): void;
}

/**
 * XML as a stream of events, strictly: a document type is refused, so there are no entities but the five and characters by number;
 * nesting, attributes and the characters between two events are capped, so that memory is bounded whatever the file is.
 */
export function strictXml(events: XmlEvents, limits: DeliveryLimits): StrictXml {
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  let depth = 0;
  let attributes = 0;
  let ending = false;
  /** Characters since the last event, at least. */
  let silent = 0;

  parser.on('error', () => {
    throw ending ? cutShort(parser.line) : malformed(parser.line);
  });
  parser.on('doctype', () => {
    throw refused('delivery.xml_doctype', `The XML has a document type on line ${parser.line}.`, 'Ask the sender for XML without DOCTYPE.');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined) events.encoding?.(encoding);
  });
  parser.on('opentagstart', () => {
    silent = 0;
    attributes = 0;
    depth++;
    if (depth > limits.depth) throw tooMuch(`The XML is nested deeper than ${limits.depth} levels on line ${parser.line}.`);
  });
  parser.on('attribute', () => {
    silent = 0;
    attributes++;
    if (attributes > limits.attributes) throw tooMuch(`An element has more than ${limits.attributes} attributes on line ${parser.line}.`);
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    events.open(tag, parser.line);
  });
  parser.on('closetag', ({ local }) => {
    silent = 0;
    depth--;
    events.close(parser.line, local);
  });
  const text = (characters: string): void => {
    silent = 0;
    events.text(characters);
  };
  parser.on('text', text);
  parser.on('cdata', text);

  return {
    write(piece) {
      silent += piece.length;
      parser.write(piece);
      if (silent > limits.recordCharacters + piece.length)
        throw tooMuch(`A text, comment or tag is longer than ${limits.recordCharacters} characters on line ${parser.line}.`);
    },
    end() {
      ending = true;
      parser.close();
    },
  };
}

function refused(code: RefusalCode, message: string, remedy: string): DeliveryRefused {
  return new DeliveryRefused({ code, message, remedy });
}

const malformed = (line: number): DeliveryRefused =>
  refused(
    'delivery.xml_malformed',
    `The file is not XML that can be read: it breaks the rules on line ${line}.`,
    'Ask the sender for well-formed XML; where it is not XML at all, mend the decoder in the declaration of the source.',
  );

const cutShort = (line: number): DeliveryRefused =>
  refused(
    'delivery.truncated',
    `The file ends on line ${line} while elements are open: it was cut short.`,
    'Ask the sender to send it again, and to rename it only when it is whole.',
  );

const tooMuch = (message: string): DeliveryRefused =>
  refused('delivery.xml_caps', message, 'Ask the sender for the form of the contract, or raise the limit.');
