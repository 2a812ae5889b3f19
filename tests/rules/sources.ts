import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { inProject, projectRoot } from '../../src/core/paths/index.ts';

/** A file that rules look at: its path from the root with slashes, and its text. */
export interface Source {
	path: string;
	text: string;
}

/** What a rule found: where, and what is wrong. A rule holds when there is nothing. */
export interface Finding {
	path: string;
	line: number;
	message: string;
}

/** `src/x.ts:3 message`, for the output of a failed test. */
export function printed(findings: readonly Finding[]): string {
	return findings.map(({ path, line, message }) => `${path}:${line} ${message}`).join('\n');
}

/** All files below a folder of the project whose names end so, tests included. */
export function sourcesBelow(folder: string, endings: readonly string[]): Source[] {
	return readdirSync(inProject(folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => ({ path: relative(projectRoot, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Sources of the application without its tests and what only tests use. */
export function applicationSources(): Source[] {
	return sourcesBelow('src', ['.ts', '.svelte']).filter(({ path }) => !isTest(path));
}

/** Tests, and the `testing.ts` that a part offers them. */
export function isTest(path: string): boolean {
	return /(\.test\.ts|\/testing\.ts|\/testing\/[^/]+\.ts)$/.test(path);
}

interface SvelteNode {
	type: string;
	start: number;
	end: number;
	[key: string]: unknown;
}

/** The parsed markup of a Svelte file. */
export function markupOf(source: Source): {
	fragment: SvelteNode;
	instance: SvelteNode | null;
	module: SvelteNode | null;
} {
	return parse(source.text, { modern: true, filename: source.path }) as never;
}

/** Node types of Svelte's own that hold markup; everything else below a fragment is an expression of JavaScript. */
const markupTypes =
	/^(Fragment|Text|Comment|RegularElement|Component|Svelte\w+|SlotElement|TitleElement|Attribute|SpreadAttribute|AttachTag|\w+Directive|ExpressionTag|HtmlTag|RenderTag|ConstTag|DebugTag|IfBlock|EachBlock|AwaitBlock|KeyBlock|SnippetBlock)$/;

/** Calls `see` for each node of the markup; `see` answers false to stay out of its children. */
export function walkMarkup(node: unknown, see: (node: SvelteNode) => boolean): void {
	if (Array.isArray(node)) {
		for (const part of node) walkMarkup(part, see);
		return;
	}
	if (typeof node !== 'object' || node === null || typeof (node as SvelteNode).type !== 'string') return;
	if (!see(node as SvelteNode)) return;
	for (const [key, value] of Object.entries(node)) {
		if (key !== 'metadata' && key !== 'parent' && typeof value === 'object') walkMarkup(value, see);
	}
}

/**
 * The TypeScript of a source, lines and columns kept: a `.ts` as it is; of a Svelte file its scripts and the expressions
 * of its markup, the rest blank.
 */
export function codeOf(source: Source): string {
	if (!source.path.endsWith('.svelte')) return source.text;
	const code = [...source.text].length === source.text.length ? [...source.text] : source.text.split('');
	const keep = new Uint8Array(code.length);
	const { fragment, instance, module } = markupOf(source);
	for (const script of [instance, module]) {
		const content = (script as { content?: SvelteNode } | null)?.content;
		if (content) keep.fill(1, content.start, content.end);
	}
	walkMarkup(fragment, (node) => {
		if (markupTypes.test(node.type)) return true;
		keep.fill(1, node.start, node.end);
		if (node.start > 0 && !keep[node.start - 1]) {
			code[node.start - 1] = '(';
			keep[node.start - 1] = 1;
		}
		if (node.end < code.length && !keep[node.end]) {
			code[node.end] = ')';
			keep[node.end] = 1;
		}
		return false;
	});
	return code.map((character, at) => (keep[at] || character === '\n' ? character : ' ')).join('');
}

/** The rules share what is parsed: the same path with the same text is read once, whoever asks. */
const trees = new Map<string, { text: string; tree: ts.SourceFile }>();

/** Parsed TypeScript of a source. */
export function treeOf(source: Source): ts.SourceFile {
	const known = trees.get(source.path);
	if (known?.text === source.text) return known.tree;
	const tree = ts.createSourceFile(`${source.path}.ts`, codeOf(source), ts.ScriptTarget.Latest, true);
	trees.set(source.path, { text: source.text, tree });
	return tree;
}

/** The line, from 1, on which a node begins. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
	return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

const nodes = new WeakMap<ts.Node, readonly ts.Node[]>();

/** Every node of a tree, outermost first. */
export function nodesOf(root: ts.Node): readonly ts.Node[] {
	const known = nodes.get(root);
	if (known) return known;
	const found: ts.Node[] = [];
	const visit = (node: ts.Node) => {
		found.push(node);
		ts.forEachChild(node, visit);
	};
	visit(root);
	nodes.set(root, found);
	return found;
}
