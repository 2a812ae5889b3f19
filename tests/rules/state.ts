import ts from 'typescript';
import { type Finding, type Source, lineOf, treeOf } from './sources.ts';

/** Where a variable may stand at the top of a file, and why. */
export const allowedState: Record<string, string> = {
	'src/app/running.ts':
		'the framework calls our hooks without arguments, so the one running app of the process stands here',
	'src/core/text/words.ts': 'a segmenter is slow to make and never changes: made at first use',
};

/**
 * Variables that outlive a call: `let` and `var` at the top of a `.ts` file or of a component's module script. They
 * would be shared by all requests. (`let` of a component's instance script belongs to the component.)
 */
export function stateFindings(source: Source): Finding[] {
	if (source.path in allowedState) return [];
	const isComponent = source.path.endsWith('.svelte');
	const tree = treeOf(isComponent ? { path: `${source.path}.ts`, text: moduleScript(source.text) } : source);
	return tree.statements.flatMap((statement) => {
		if (!ts.isVariableStatement(statement) || statement.declarationList.flags & ts.NodeFlags.Const) return [];
		if (statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword)) return [];
		const names = statement.declarationList.declarations.map((one) => one.name.getText()).join(', ');
		return [{ path: source.path, line: lineOf(tree, statement), message: `state in a module: ${names}` }];
	});
}

/** The text of `<script module>`, on its own lines; empty when there is none. */
function moduleScript(text: string): string {
	const match = /<script\b[^>]*\bmodule\b[^>]*>([\s\S]*?)<\/script>/.exec(text);
	if (!match) return '';
	const before = text.slice(0, match.index + match[0].indexOf('>') + 1);
	return before.replace(/[^\n]/g, ' ') + (match[1] ?? '');
}
