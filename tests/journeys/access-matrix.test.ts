import { afterAll, describe, expect, test } from 'vitest';
import { type Action, type ActionRule, actions } from '../../src/core/access/index.ts';
import { type Demand, type Route, allRoutes, routeAccess } from '../rules/route-access.ts';
import { type Caller, signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** Every route × everyone of the cast, asked over HTTP, against what the table of routes and core/access say. */
const server = await startServer();
afterAll(() => server.dispose());
const visitor = stranger(server);
const cast = await signInCast(server);
const everyone: Caller[] = [visitor, ...cast.values()];
const routes = allRoutes();
await beginDesign();
const article = await articleExample();
const examples = await findExamples();

/** Values of parameters that the rehearsal's edition fixes. */
function known(name: string): string {
	return { edition: 'ipspace-2021', call: 'abstracts', page: 'about', track: 'T3' }[name] ?? 'none';
}

/** Addresses of what lies at one call only: the standing one, the one that takes others in, one with a stage that is scored. */
function settled(id: string): string | undefined {
	const grid = '/desk/ipspace-2021/calls/student-support/stages/grid';
	return {
		'/calls/[call]/apply': '/calls/star-enterprises/apply',
		'/calls/[call]/apply/autosave': '/calls/star-enterprises/apply/autosave',
		'/calls/[call]/selected': '/calls/star-enterprises/selected',
		'/[edition]/calls/[call]/selected': '/ipspace-2021/calls/exhibitors/selected',
		'/desk/[edition]': '/desk/ipspace-2021',
		'/desk/[edition]/applications/take-in': '/desk/ipspace-2021/applications/take-in?call=student-competition',
		'/desk/[edition]/calls/[call]/design': '/desk/ipspace-2021/calls/abstracts/design',
		'/desk/[edition]/calls/[call]/design/[section]': '/desk/ipspace-2021/calls/abstracts/design/form',
		'/desk/[edition]/calls/[call]/design/check': '/desk/ipspace-2021/calls/abstracts/design/check',
		'/desk/[edition]/calls/[call]/design/file': '/desk/ipspace-2021/calls/abstracts/design/file',
		'/desk/[edition]/calls/[call]/design/preview': '/desk/ipspace-2021/calls/abstracts/design/preview',
		'/desk/[edition]/report.csv': '/desk/ipspace-2021/report.csv?call=abstracts&figure=tracks',
		'/newsletter/issues/[[page]]': '/newsletter/issues',
		'/desk/newsroom': '/desk/newsroom',
		'/desk/newsroom/[article]/history/[version]': `${article}/history/1`,
		...Object.fromEntries(
			['', '/autosave', '/render', '/people', '/preview', '/publish', '/history'].map((part) => [
				`/desk/newsroom/[article]${part}`,
				article + part,
			]),
		),
		'/desk/[edition]/calls/[call]/stages/[stage]': grid,
		'/desk/[edition]/calls/[call]/stages/[stage]/ranking': `${grid}/ranking`,
		'/desk/[edition]/calls/[call]/stages/[stage]/ranking.csv': `${grid}/ranking.csv`,
	}[id];
}

/** A call has a design once somebody has begun to change it. */
async function beginDesign(): Promise<void> {
	const path = '/desk/ipspace-2021/calls/abstracts?/edit';
	await cast.get('organiser')?.ask(path, { method: 'POST', body: new URLSearchParams() });
}

/** An article about the edition: one of no edition is its publisher's alone. */
async function articleExample(): Promise<string> {
	const list = await cast.get('organiser')?.ask('/desk/newsroom?edition=ipspace-2021&state=published');
	const id = /href="\/desk\/newsroom\/([0-9a-z]{12,})"/.exec((await list?.text()) ?? '')?.[1];
	return `/desk/newsroom/${id ?? 'none'}`;
}

/** Does this path belong to this route? A fixed segment of any other route wins over a parameter. */
function patternOf(id: string): RegExp {
	return new RegExp(`^${id.replace(/\/\[\.\.\.[^\]]+\]/g, '(?:/.*)?').replace(/\[\[?[^\]]+\]\]?/g, '[^/]+')}$`);
}

function routeOf(path: string): Route | undefined {
	const fixed = (id: string) => id.split('/').filter((part) => !part.startsWith('[')).length;
	return routes.filter(({ id }) => patternOf(id).test(path)).sort((a, b) => fixed(b.id) - fixed(a.id))[0];
}

/** Follows links as everyone of the cast would, until each route that can be reached has an example. */
async function findExamples(): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const one of everyone) {
		const queue = ['/', '/ipspace-2021', '/desk/ipspace-2021', '/me', '/mailbox'];
		const seen = new Set(queue);
		for (let asked = 0; queue.length > 0 && asked < 60; asked += 1) {
			const path = queue.shift() ?? '/';
			const response = await one.ask(path);
			if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) continue;
			for (const [, href = ''] of (await response.text()).matchAll(/href="([^"#]+)"/g)) {
				const url = new URL(href.replaceAll('&amp;', '&'), new URL(path, server.origin));
				if (url.origin !== server.origin || seen.has(url.pathname) || /^\/(_app|zh|files|favicon)/.test(url.pathname))
					continue;
				seen.add(url.pathname);
				const id = routeOf(url.pathname)?.id;
				if (id && !found.has(id)) {
					found.set(id, url.pathname);
					queue.push(url.pathname);
				}
			}
		}
	}
	return found;
}

type Answer = 'served' | 'asked to sign in' | 'refused' | `fault ${number}`;

/** What a status means. A page without this method (405) or with nothing to it (400 for an empty form) refuses nobody in particular. */
function answerOf(response: Response): Answer {
	const { status } = response;
	if (status === 401) return 'asked to sign in';
	if (status >= 300 && status < 400) {
		return new URL(response.headers.get('location') ?? '/', server.origin).pathname.includes('/sign-in')
			? 'asked to sign in'
			: 'served';
	}
	if (status === 403 || status === 404) return 'refused';
	return status >= 500 ? `fault ${status}` : 'served';
}

/** On what each of the cast holds his relation (modules/rehearsal): the chair has one track, the panel no application yet. */
const holds: Record<string, readonly string[]> = {
	organiser: ['edition', 'call'],
	secretary: ['edition'],
	chair: ['track'],
	reviewer: ['call'],
	juror: ['call'],
};

/** What one of the cast must get. */
function expected(demand: Demand, who: string): Answer[] {
	if (demand === 'public' || demand === 'rehearsal') return ['served'];
	if (demand === 'own') return who === 'visitor' ? ['asked to sign in'] : ['served'];
	const rule: ActionRule = actions[demand as Action];
	if (rule.anyone) return ['served'];
	// Whoever may judge anything of the call, by whatever relation, says what conflicts he has; applicants do not.
	if (demand === 'conflict.declare' && who === 'visitor') return ['asked to sign in', 'refused'];
	if (demand === 'conflict.declare') return who === 'author' ? ['refused'] : ['served', 'refused'];
	if (who === 'visitor') return ['asked to sign in'];
	// The chair of the cast has one track: a single application, or a call without tracks, may lie outside it.
	if (who === 'chair' && ['application.read', 'review.read'].includes(demand)) return ['served', 'refused'];
	const ways = rule.allow.filter((way) => way.relation === who);
	if (rule.signedIn || ways.some(({ on }) => holds[who]?.includes(on))) return ['served'];
	// Whose it is, or to whom it was assigned, may; that the example is his is not known here.
	if (ways.some(({ on }) => on === 'application')) return ['served', 'refused'];
	return rule.owner && who === 'author' ? ['served', 'refused'] : ['refused'];
}

/** Public once something is announced, which in this rehearsal nothing is: until then there is no such page for anybody. */
const unannounced = new Set(['/[edition]/calls/[call]/selected', '/calls/[call]/selected']);

/** What is there in an empty real installation only, or once an edition is closed: other journeys have them. */
const notInThisRehearsal = new Set(['/setup', '/[edition]/outcomes']);

describe.skipIf(routes.length === 0)('every route', () => {
	test('the whole cast is there', () => {
		expect([...cast.keys()].sort()).toEqual(['author', 'chair', 'juror', 'organiser', 'reviewer', 'secretary']);
	});

	test('private pages were reached, not only public ones', () => {
		const reached = [...examples.keys()].filter((id) => !['public', 'rehearsal'].includes(routeAccess[id] ?? 'public'));
		expect(reached.length).toBeGreaterThan(0);
	});

	test.each(routes.map((route) => [route.id, route] as const))('%s', async (id, route) => {
		const demand = routeAccess[id];
		if (demand === undefined) return expect.unreachable(`${id} is not in the table`);
		const example = settled(id) ?? examples.get(id);
		const path = example ?? id.replace(/\[+(?:\.\.\.)?([^\]]+)\]+/g, (_, name: string) => known(name));
		// With an invented id there is nothing to be served, for anyone; but nobody may get more than the table says.
		const invented = notInThisRehearsal.has(id) || (example === undefined && path.split('/').includes('none'));
		const wrong: string[] = [];
		for (const one of everyone) {
			for (const method of route.methods) {
				const response = await one.ask(path, { method, ...(method === 'GET' ? {} : { body: new URLSearchParams() }) });
				const answer = answerOf(response);
				const good: Answer[] = unannounced.has(id) ? ['refused'] : expected(demand, one.name);
				if (invented && (answer === 'refused' || answer === 'asked to sign in')) continue;
				if (!good.includes(answer))
					wrong.push(`${one.name} ${method} ${path}: ${response.status} (${answer}), not ${good.join(' or ')}`);
			}
			if (expected(demand, one.name).includes('served')) continue;
			for (const action of route.actions) {
				const query = action === 'default' ? '' : `${path.includes('?') ? '&' : '?'}/${action}`;
				const response = await one.ask(path + query, { method: 'POST', body: new URLSearchParams() });
				const answer = answerOf(response);
				if (answer === 'served' && response.status < 400)
					wrong.push(`${one.name} POST ${path}${query}: ${response.status}`);
			}
		}
		expect(wrong).toEqual([]);
	});

	const ofDesks = routes.filter(({ id }) => /^\/desk\/\[edition\](\/[^[\]]+)*$/.test(id));
	test('of the desk of a standing call is for who organises it, and for nobody with a part in an edition only', async () => {
		const wrong: string[] = [];
		let served = 0;
		for (const { id } of ofDesks.filter((route) => route.methods.includes('GET'))) {
			const path = id.replace('[edition]', 'star-enterprises');
			for (const one of everyone) {
				const answer = answerOf(await one.ask(path));
				// Not every page of an edition's desk is one of a standing call's.
				const more: Record<string, Answer[]> = { organiser: ['served'], visitor: ['asked to sign in'] };
				const good: Answer[] = ['refused', ...(more[one.name] ?? [])];
				if (!good.includes(answer)) wrong.push(`${one.name} GET ${path}: ${answer}, not ${good.join(' or ')}`);
				if (one.name === 'organiser' && answer === 'served') served += 1;
			}
		}
		expect(served).toBeGreaterThan(5);
		expect(wrong).toEqual([]);
	});
});
