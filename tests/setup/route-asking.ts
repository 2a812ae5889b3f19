import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Actor } from '../../src/core/access/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { Refusal } from '../../src/core/refusal/index.ts';

/*
 * Asks the routes of the site as somebody, without a server: what their `load` or `GET` answers, with every value of their
 * parameters. The routes are those of the folder: a new one is asked by that alone.
 */

const routes = inProject('src', 'routes');
const origin = 'https://orrery.example';

/** Files of routes that answer something, below a folder of `src/routes`, from `src/routes`. */
export function routeFiles(folder: string): string[] {
	return readdirSync(join(routes, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => /(^|\/)\+(page|layout)?\.?server\.ts$|\+server\.ts$/.test(name))
		.map((name) => `${folder}/${name}`);
}

export interface Said {
	params: Record<string, string>;
	/** All that leaves, or the code of the refusal. */
	said: string;
}

/**
 * What one route answers to somebody's GET.
 * @param file as `routeFiles` names it
 * @param values what stands for its parameters, by name; every combination is asked, `none` for a name that is not there
 * @param search of the address, with its question mark
 */
export async function askRoute(
	ctx: Context,
	file: string,
	actor: Actor,
	values: Readonly<Record<string, readonly string[]>>,
	search = '',
): Promise<Said[]> {
	const module = (await import(/* @vite-ignore */ join(routes, file))) as Record<string, (event: unknown) => unknown>;
	const read = module.load ?? module.GET;
	if (!read) return [];
	const names = [...file.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name as string);
	let choices: Record<string, string>[] = [{}];
	for (const name of names) {
		choices = choices.flatMap((one) => (values[name] ?? ['none']).map((value) => ({ ...one, [name]: value })));
	}
	const answers: Said[] = [];
	for (const params of choices) {
		const path = file
			.replace(/\([^)]+\)\//g, '')
			.replace(/\/?\+.*$/, '')
			.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name) => params[name] ?? 'none');
		const url = new URL(`${origin}/${path}${search}`);
		const event = {
			locals: { ctx, actor, locale: 'en', path: url.pathname, client: '198.51.100.1' },
			params,
			url,
			request: new Request(url),
			route: { id: file },
			parent: async () => ({}),
			depends: () => undefined,
			setHeaders: () => undefined,
			cookies: { get: () => undefined, set: () => undefined },
			isDataRequest: false,
		};
		const said = await Promise.resolve()
			.then(() => read(event))
			.then(told, refused);
		answers.push({ params, said });
	}
	return answers;
}

/** All that leaves: of a page its data, of an address the bytes. */
async function told(answer: unknown): Promise<string> {
	if (!(answer instanceof Response)) return JSON.stringify(answer ?? null);
	const bytes = Buffer.from(await answer.arrayBuffer());
	const head = JSON.stringify([...answer.headers]);
	// A workbook is a ZIP: its parts say it.
	const zip = bytes.subarray(0, 2).toString('latin1') === 'PK';
	return head + (zip ? Object.values(unzip(bytes)).join('\n') : bytes.toString('utf8'));
}

/** A refusal, a redirection or an error of the framework says its code; a fault is one. */
function refused(thrown: unknown): string {
	if (thrown instanceof Refusal) return `refused: ${thrown.kind} ${thrown.code}`;
	const { status, location } = thrown as { status?: number; location?: string };
	if (status !== undefined) return `status ${status} ${location ?? ''}`;
	throw thrown;
}

function unzip(bytes: Buffer): Record<string, string> {
	const parts: Record<string, string> = {};
	for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
		const size = bytes.readUInt32LE(at + 20);
		const nameLength = bytes.readUInt16LE(at + 28);
		const offset = bytes.readUInt32LE(at + 42);
		const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
		const data = bytes.subarray(start, start + size);
		const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8');
		parts[name] = (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8');
	}
	return parts;
}
