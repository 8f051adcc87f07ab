import ts from 'typescript';

export interface Use {
  /** What is imported, or the expression that reaches outside. */
  readonly what: string;
  readonly line: number;
}

export interface UsesOfModule {
  /** Specifiers of every static, type-only, re-exporting and dynamic import. */
  readonly imports: readonly Use[];
  /** Global names, and `Date.now`, `new Date()` and the like. */
  readonly globals: readonly Use[];
  /** Names of members that are reached, whatever they are reached on. */
  readonly members: readonly Use[];
}

/** Reads what one module imports and which globals it touches, by the TypeScript compiler's own parser. */
export function usesOf(fileName: string, text: string): UsesOfModule {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const imports: Use[] = [];
  const globals: Use[] = [];
  const members: Use[] = [];
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== null) imports.push({ what: specifier, line: lineOf(node) });
    const global = globalOf(node, file);
    if (global !== null) globals.push({ what: global, line: lineOf(node) });
    if (ts.isPropertyAccessExpression(node)) members.push({ what: node.name.text, line: lineOf(node.name) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { imports, globals, members };
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  const isImport =
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require'));
  if (!isImport || node.arguments[0] === undefined) return null;
  return ts.isStringLiteralLike(node.arguments[0]) ? node.arguments[0].text : '(computed)';
}

function globalOf(node: ts.Node, file: ts.SourceFile): string | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) return `${node.expression.text}.${node.name.text}`;
  if (ts.isNewExpression(node) && (node.arguments?.length ?? 0) === 0) return `new ${node.expression.getText(file)}()`;
  if (!ts.isIdentifier(node) || isNameOnly(node)) return null;
  return node.text;
}

/** An identifier that names a member, a declaration or a property, and so touches no global. */
function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.name === node || parent.propertyName === node;
  const named =
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent);
  return named ? parent.name === node : ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isImportSpecifier(parent);
}

const textOf = (node: ts.Node): string | null => (ts.isStringLiteralLike(node) ? node.text : null);
