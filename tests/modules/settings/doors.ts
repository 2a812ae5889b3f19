import type { Actor } from '#core/access/index.ts';
import { endpoints } from '#modules/api/server/endpoints/index.ts';
import { type Ask, asker, tokenOf } from '#modules/api/server/testing.ts';
import { callsForVisitor, deskList } from '#modules/calls/server/index.ts';
import { publicListing } from '#modules/fulfilments/server/index.ts';
import { cellNames, type CellName } from '../../settings/cells.ts';
import { askRoute, routeFiles } from '../../setup/route-asking.ts';
import type { World } from './world.ts';

/* Every way out: each route that reads, each address of the interface, the searches. Nothing here ships. */

/** Where nothing of an application can stand, and the mailbox of a rehearsal, which everybody reads. */
const apart =
	/\/(site|newsroom|newsletter|statements|webhooks|sign-in|sign-out|setup|installation|mailbox|editions|clock|see-as|newsletter|contact|\[secret\])(\/|$)/;
const of =
	/\[(application|id|call|stage|file|assignment|determination|letter|batch|fulfilment|certificate|draft|key)\]/;
const searches: Record<string, readonly string[]> = {
	'applications/+page': ['', ...columns('col')],
	'applications.csv': ['', '?head=ids'],
};

function columns(name: string): string[] {
	const fields = ['title', 'authors', 'for-named', 'for-organisers', 'for-reviewers', 'for-public', 'personal'];
	return [`?${fields.map((field) => `${name}=answer.${field}`).join('&')}`];
}

/** Files of routes that could tell of an application. */
export const doors = routeFiles('(private)').filter(
	(file) =>
		!apart.test(file.replace(/\+[^/]*$/, '')) && (/\/desk\/\[edition\]|\/me|\/review/.test(file) || of.test(file)),
);

type Values = Record<string, readonly string[]>;

/** Doors that lead to one application, draft, review, letter or certificate: for whoever has no part in it there are none. */
export const doorsOfOne = doors.filter((file) =>
	/\[(application|id|draft|assignment|letter|fulfilment|certificate|determination|batch)\]/.test(file),
);

/** What stands for the parameters of routes: all that the owner of a cell has. */
export async function valuesOf({ ctx, held, standingDraft }: World, cell: CellName): Promise<Values> {
	const { application, slug, draft, determination } = held[cell];
	const all = async (statement: string) => {
		const { rows } = await ctx.byHand(statement, [application]);
		return rows.length > 0 ? rows.map(({ id }) => String(id)) : ['none'];
	};
	return {
		edition: ['ipspace-2021'],
		call: [slug],
		stage: ['round'],
		id: [application],
		application: [application],
		key: [application],
		draft: [draft, standingDraft],
		determination: [determination || 'none'],
		file: await all('select id from application_file where application_id = $1 order by id'),
		letter: await all('select id from letter where application_id = $1'),
		batch: await all('select batch_id as id from letter where application_id = $1'),
		fulfilment: await all('select id from fulfilment where application_id = $1'),
		certificate: await all(
			'select c.id from certificate c join fulfilment f on f.id = c.fulfilment_id where f.application_id = $1',
		),
		assignment: await all('select id from review_assignment where application_id = $1'),
		person: await all('select distinct person_id as id from review_assignment where application_id = $1'),
	};
}

export type Leaks = Map<string, Set<string>>;

/** The words that somebody finds, and at which doors. An address of a file is followed to its bytes. */
export async function foundBy(
	world: World,
	actor: Actor,
	only: readonly string[] = doors,
	at: readonly CellName[] = cellNames,
): Promise<{ words: Leaks; answers: [door: string, said: string][] }> {
	const words: Leaks = new Map();
	const answers: [string, string][] = [];
	const note = (door: string, said: string) => {
		for (const [word] of said.matchAll(/Zq[a-z]+/gi)) words.set(word, (words.get(word) ?? new Set()).add(door));
	};
	const once = new Set<string>();
	for (const cell of at) {
		const values = await valuesOf(world, cell);
		for (const file of only) {
			if (!of.test(file)) {
				if (once.has(file)) continue;
				once.add(file);
			}
			const wanted = Object.entries(searches).find(([part]) => file.includes(part))?.[1] ?? [''];
			for (const search of wanted) {
				for (const { said } of await askRoute(world.ctx, file, actor, values, search)) {
					note(file, said);
					answers.push([file, said]);
					const grant = /^status 30\d .*\/files\/(\w+)/.exec(said)?.[1];
					if (grant === undefined) continue;
					const [bytes] = await askRoute(world.ctx, '(private)/files/[grant]/+server.ts', actor, { grant: [grant] });
					note(file, bytes?.said ?? '');
				}
			}
		}
	}
	return { words, answers };
}

/** The words that stand on the public site: what calls say of themselves, and their lists of the selected. */
export async function foundInPublic({ ctx, edition, held }: World): Promise<Leaks> {
	const words: Leaks = new Map();
	const calls = await callsForVisitor(ctx, edition);
	const lists = await Promise.all(
		cellNames.map((cell) => publicListing(ctx, { deskId: edition, call: held[cell].slug })),
	);
	for (const [word] of JSON.stringify([calls, lists]).matchAll(/Zq[a-z]+/gi)) words.set(word, new Set(['public list']));
	return words;
}

/** No program reads at a stage: one cell is as good as four. */
export const ofPrograms: readonly CellName[] = ['sealed'];

/** The words that a program of somebody's finds by reading every address of the interface, with all that a token can. */
export async function foundByProgram(world: World, personId: string | null): Promise<Leaks> {
	const words: Leaks = new Map();
	const ask: Ask =
		personId === null
			? asker(world.ctx)
			: (await tokenOf(world.ctx, personId, ['own:read', 'own:write', 'desk:read'])).ask;
	for (const cell of ofPrograms) {
		const values = { ...(await valuesOf(world, cell)), field: ['file-named'] };
		for (const { method, path, id } of endpoints) {
			if (method !== 'GET') continue;
			let paths = [path];
			for (const [part, name] of [...path.matchAll(/\{(\w+)\}/g)] as unknown as [string, string][]) {
				const known = (values as Values)[name] ?? ['none'];
				paths = paths.flatMap((one) => known.map((value) => one.replace(part, value)));
			}
			for (const filled of paths) {
				for (const search of /applications\/\{/.test(path) ? ['', '?as=desk'] : ['']) {
					const { status, text } = await ask('GET', filled + search);
					if (status >= 400) continue;
					for (const [word] of text.matchAll(/Zq[a-z]+/gi)) words.set(word, (words.get(word) ?? new Set()).add(id));
				}
			}
		}
	}
	return words;
}

/** Of these words: those by which a search at the desk finds the application that holds them. */
export async function foundBySearch(world: World, actor: Actor, words: readonly string[]): Promise<string[]> {
	const found: string[] = [];
	for (const word of words) {
		const list = await deskList(world.ctx, actor, { edition: world.edition, query: word });
		if (list.total > 0) found.push(word);
	}
	return found;
}
