import { posix } from 'node:path';
import ts from 'typescript';
import { type Finding, type Source, isTest, lineOf, nodesOf, treeOf } from './sources.ts';

interface Import {
	/** What is imported: a path from the root (`src/core/…`), or the name of a package. */
	target: string;
	typeOnly: boolean;
	line: number;
}

const aliases: Record<string, string> = {
	'#core/': 'src/core/',
	'#modules/': 'src/modules/',
	'#solvers/': 'src/solvers/',
	'#ui/': 'src/ui/',
	'#app/': 'src/app/',
};

/** Everything a source imports, exports from, or imports by a call with a fixed text. */
export function importsOf(source: Source): Import[] {
	const tree = treeOf(source);
	const found: Import[] = [];
	const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
		if (!specifier || !ts.isStringLiteralLike(specifier)) return;
		found.push({ target: resolve(source.path, specifier.text), typeOnly, line: lineOf(tree, specifier) });
	};
	for (const node of nodesOf(tree)) {
		if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
		else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
		else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
			add(node.arguments[0], false);
		else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
	}
	return found;
}

/** `import type …`, or an import whose every name says `type`: nothing of it is left when it runs. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
	if (!clause) return false;
	if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	const names = clause.namedBindings;
	return (
		!clause.name && names !== undefined && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly)
	);
}

function resolve(from: string, specifier: string): string {
	if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
	for (const [alias, folder] of Object.entries(aliases))
		if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
	return specifier;
}

type Layer = 'core' | 'modules' | 'solvers' | 'ui' | 'routes' | 'cli' | 'app' | 'tests';

/** The layer of a path from the root, or undefined for a package. Hooks and the like at the top of src belong to the routes. */
function layerOf(path: string): Layer | undefined {
	if (path.startsWith('tests/') || path.startsWith('bench/')) return 'tests';
	if (!path.startsWith('src/')) return undefined;
	const folder = path.split('/')[1] ?? '';
	return ['core', 'modules', 'solvers', 'ui', 'cli', 'app'].includes(folder) ? (folder as Layer) : 'routes';
}

/** Who may import whom: the arrows. `ui` reads the languages and times of core, `solvers` nothing of ours. */
const arrows: Record<Layer, readonly Layer[]> = {
	core: ['core'],
	solvers: ['solvers'],
	ui: ['ui', 'core'],
	modules: ['modules', 'core', 'ui', 'solvers'],
	app: ['app', 'modules', 'core', 'solvers'],
	cli: ['cli', 'app', 'modules', 'core', 'solvers'],
	routes: ['routes', 'app', 'modules', 'core', 'ui', 'solvers'],
	tests: ['tests', 'routes', 'app', 'cli', 'modules', 'core', 'ui', 'solvers'],
};

const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1];

/** May a file outside a module enter it here? By `server/index.ts`, a pure file at its top, its bundle, or its components. */
function isDoor(target: string, from: Layer): boolean {
	const inside = target.replace(/^src\/modules\/[^/]+\//, '');
	if (inside === 'server/index.ts' || inside.startsWith('bundle/') || !inside.includes('/')) return true;
	// Pages put the components and texts of modules together; modules don't reach into each other's.
	return (from === 'routes' || from === 'app' || from === 'cli') && inside.startsWith('ui/');
}

/** Does a module's file run in the browser too (no SQL, no Node)? */
function isPure(path: string): boolean {
	const inside = path.replace(/^src\/modules\/[^/]+\//, '');
	return inside !== path && !inside.startsWith('server/');
}

/** One file against the arrows. Tests may look into their own layer's neighbours through tests/setup. */
export function layerFindings(source: Source): Finding[] {
	const from = layerOf(source.path);
	if (!from || from === 'tests') return [];
	const test = isTest(source.path);
	const findings: Finding[] = [];
	for (const { target, typeOnly, line } of importsOf(source)) {
		const complain = (message: string) => findings.push({ path: source.path, line, message });
		const to = layerOf(target);
		if (to === undefined) {
			const framework = /^(\$app|\$env|\$service-worker|@sveltejs\/kit)(\/|$)/.test(target);
			if (framework && from !== 'routes') complain(`${from} imports the framework: ${target}`);
			if (target.startsWith('node:') && isPure(source.path) && !test) complain(`a pure file imports ${target}`);
			continue;
		}
		if (to === 'tests') {
			if (!test) complain(`only tests import tests: ${target}`);
			continue;
		}
		if (!arrows[from].includes(to)) complain(`${from} must not import ${to}: ${target}`);
		const own = moduleOf(source.path);
		const other = moduleOf(target);
		if (other !== undefined && other !== own && !isDoor(target, from) && !(test && isTest(target))) {
			complain(`the module ${other} is entered through server/index.ts or a pure file at its top, not ${target}`);
		}
		if (isPure(source.path) && !test && !typeOnly && /^src\/modules\/[^/]+\/server\//.test(target)) {
			complain(`a pure file imports from a server folder: ${target}`);
		}
		if (from === 'modules' && to === 'ui' && source.path.includes('/server/'))
			complain(`the server part of a module imports ui: ${target}`);
	}
	return findings;
}

/** Modules that import each other in a circle, types left out: `calls → editions → calls`. */
export function moduleCycles(sources: readonly Source[]): string[] {
	const edges = new Map<string, Set<string>>();
	for (const source of sources) {
		const own = moduleOf(source.path);
		if (!own || isTest(source.path)) continue;
		for (const { target, typeOnly } of importsOf(source)) {
			const other = moduleOf(target);
			if (!other || other === own || typeOnly) continue;
			edges.set(own, (edges.get(own) ?? new Set()).add(other));
		}
	}
	const cycles = new Set<string>();
	const visit = (name: string, path: readonly string[]) => {
		const at = path.indexOf(name);
		if (at !== -1) {
			const circle = path.slice(at);
			const first = circle.indexOf([...circle].sort()[0] ?? '');
			cycles.add([...circle.slice(first), ...circle.slice(0, first), circle[first]].join(' → '));
			return;
		}
		for (const next of edges.get(name) ?? []) visit(next, [...path, name]);
	};
	for (const name of edges.keys()) visit(name, []);
	return [...cycles];
}
