import ts from 'typescript';
import { type Finding, type Source, lineOf, nodesOf, treeOf } from './sources.ts';

/** Where the time may be read: the clock's own folder. */
const home = /^src\/core\/clock\/(clock|dial)\.ts$/;

const inSql =
	/\bnow\s*\(\s*\)|\b(current_timestamp|current_date|current_time|localtimestamp|localtime)\b|\b(clock|statement|transaction)_timestamp\s*\(|\btimeofday\s*\(|'now'\s*::/i;

/**
 * Places that read the system's time: `Date.now`, `new Date()`, `Date()`, `Temporal.Now`, `defaultNow`, `now()` in SQL.
 * `performance.now` is a stopwatch and allowed.
 */
export function clockFindings(source: Source): Finding[] {
	if (home.test(source.path)) return [];
	if (source.path.endsWith('.sql')) return sqlFile(source);
	const tree = treeOf(source);
	const findings: Finding[] = [];
	for (const node of nodesOf(tree)) {
		const what = readsTime(node);
		if (what)
			findings.push({ path: source.path, line: lineOf(tree, node), message: `${what} reads the time: ask core/clock` });
	}
	return findings;
}

function readsTime(node: ts.Node): string | undefined {
	if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
		const name = `${node.expression.text}.${node.name.text}`;
		if (name === 'Date.now' || name === 'Temporal.Now') return name;
	}
	if (ts.isNewExpression(node) && isDate(node.expression) && (node.arguments?.length ?? 0) === 0) return 'new Date()';
	if (ts.isCallExpression(node)) {
		if (isDate(node.expression)) return 'Date()';
		if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'defaultNow')
			return 'defaultNow()';
	}
	const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
	return isText && inSql.test(node.text) ? 'SQL' : undefined;
}

function isDate(node: ts.Node): boolean {
	return ts.isIdentifier(node) && node.text === 'Date';
}

function sqlFile({ path, text }: Source): Finding[] {
	return text.split('\n').flatMap((line, at) => {
		const code = line.replace(/--.*/, '');
		return inSql.test(code) ? [{ path, line: at + 1, message: 'SQL reads the time: ask core/clock' }] : [];
	});
}
