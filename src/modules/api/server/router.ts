import type { Endpoint } from './endpoint.ts';

/** What an address leads to: the endpoints of its path by their method, and the values of its parameters. */
export interface Match {
	endpoints: Partial<Record<string, Endpoint>>;
	params: Record<string, string>;
}

/** Finds the endpoints of a path such as `/editions/ipspace-2021/calls`. A fixed segment wins over a parameter. */
export type Router = (path: string) => Match | undefined;

interface Node {
	fixed: Map<string, Node>;
	parameter?: Node;
	endpoints: Record<string, Endpoint>;
	/** Names of the parameters on the way here. */
	names: readonly string[];
}

const emptyNode = (): Node => ({ fixed: new Map(), endpoints: {}, names: [] });

/** Lays the endpoints out as a tree. @throws Error when two share method and path, or name a path's parameters differently */
export function createRouter(endpoints: readonly Endpoint[]): Router {
	const root = emptyNode();
	for (const endpoint of endpoints) {
		const names: string[] = [];
		let node = root;
		for (const segment of segmentsOf(endpoint.path)) {
			const name = /^\{(\w+)\}$/.exec(segment)?.[1];
			if (name === undefined) {
				const next = node.fixed.get(segment) ?? emptyNode();
				node.fixed.set(segment, next);
				node = next;
			} else {
				names.push(name);
				node.parameter ??= emptyNode();
				node = node.parameter;
			}
		}
		if (Object.keys(node.endpoints).length > 0 && node.names.join() !== names.join())
			throw new Error(`${endpoint.path} names its parameters otherwise elsewhere`);
		if (node.endpoints[endpoint.method]) throw new Error(`${endpoint.method} ${endpoint.path} stands twice`);
		node.names = names;
		node.endpoints[endpoint.method] = endpoint;
	}
	return (path) => match(root, path);
}

function match(root: Node, path: string): Match | undefined {
	if (!path.startsWith('/')) return undefined;
	const segments = segmentsOf(path);
	if (segments.length > 20) return undefined;
	const values: string[] = [];
	const found = walk(root, segments, 0, values);
	if (!found || Object.keys(found.endpoints).length === 0) return undefined;
	return {
		endpoints: found.endpoints,
		params: Object.fromEntries(found.names.map((name, i) => [name, values[i] ?? ''])),
	};
}

function walk(node: Node, segments: readonly string[], at: number, values: string[]): Node | undefined {
	if (at === segments.length) return node;
	const segment = segments[at] as string;
	const fixed = node.fixed.get(segment);
	const byName = fixed && walk(fixed, segments, at + 1, values);
	if (byName && Object.keys(byName.endpoints).length > 0) return byName;
	if (!node.parameter) return undefined;
	const value = decoded(segment);
	if (value === undefined || value === '') return undefined;
	values.push(value);
	const found = walk(node.parameter, segments, at + 1, values);
	if (!found) values.pop();
	return found;
}

function segmentsOf(path: string): string[] {
	return path.split('/').slice(1);
}

function decoded(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}
