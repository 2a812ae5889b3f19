import ts from 'typescript';
import { type Finding, type Source, lineOf, nodesOf, treeOf } from './sources.ts';

/** Who may: the one declaration of settings; the server, which hands the framework its variables; the command line. */
const allowed = /^src\/(core\/config\/|app\/serve\.ts$|cli\/)/;

/** Places that read (or write) the environment outside `core/config`. */
export function environmentFindings(source: Source): Finding[] {
	if (allowed.test(source.path)) return [];
	const tree = treeOf(source);
	const findings: Finding[] = [];
	for (const node of nodesOf(tree)) {
		if (!isEnvironment(node)) continue;
		findings.push({
			path: source.path,
			line: lineOf(tree, node),
			message: 'the environment is read by core/config alone',
		});
	}
	return findings;
}

function isEnvironment(node: ts.Node): boolean {
	if (ts.isPropertyAccessExpression(node)) {
		const on = node.expression;
		// Whether this is a build or the development server is no setting: the bundler writes it out.
		const parent = node.parent;
		if (ts.isMetaProperty(on) && ts.isPropertyAccessExpression(parent) && parent.name.text === 'DEV') return false;
		return node.name.text === 'env' && ((ts.isIdentifier(on) && on.text === 'process') || ts.isMetaProperty(on));
	}
	if (ts.isElementAccessExpression(node)) return /^process\s*\[\s*['"]env/.test(node.getText());
	// const { env } = process, import { env } from 'node:process', import … from '$env/…' or '$app/env/…'
	if (ts.isBindingElement(node)) {
		const declaration = node.parent.parent;
		const name = (node.propertyName ?? node.name).getText();
		return name === 'env' && ts.isVariableDeclaration(declaration) && declaration.initializer?.getText() === 'process';
	}
	if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
		const from = node.moduleSpecifier.text;
		const names = node.importClause?.namedBindings;
		if (/^\$(env|app\/env)\//.test(from)) return true;
		return (
			from === 'node:process' &&
			names !== undefined &&
			ts.isNamedImports(names) &&
			names.elements.some((one) => (one.propertyName ?? one.name).text === 'env')
		);
	}
	return false;
}
