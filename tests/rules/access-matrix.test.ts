import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Action, actions, can, visitor } from '../../src/core/access/index.ts';
import { accessDocument } from '../../src/core/access/document.ts';
import { roles, sampleSubject } from '../../src/core/access/matrix.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { allRoutes, routeAccess, routeFindings, routesOf } from './route-access.ts';

const everyAction = Object.keys(actions) as Action[];
const verdicts = (action: Action, rehearsal = true) =>
	Object.fromEntries(
		Object.entries(roles).map(([name, actor]) => [name, can(actor, action, sampleSubject(action), { rehearsal })]),
	);

describe('the matrix', () => {
	test('docs/access.md is what the code says (npm run docs writes it)', () => {
		expect(readFileSync(inProject('docs', 'access.md'), 'utf8')).toBe(accessDocument());
	});

	test('every relation and every action is in it', () => {
		const held = new Set(
			Object.values(roles).flatMap((actor) =>
				actor.kind === 'person' ? actor.relations.map((one) => one.relation) : [],
			),
		);
		expect([...held].sort()).toEqual([
			'author',
			'chair',
			'editor',
			'juror',
			'liaison',
			'operator',
			'organiser',
			'reviewer',
			'secretary',
		]);
		for (const action of everyAction) expect(accessDocument()).toContain(`| \`${action}\` |`);
	});

	test.each(everyAction)('%s: nobody without a relation may, unless everybody may', (action) => {
		const rule = actions[action] as { anyone?: boolean };
		if (rule.anyone) return expect(Object.values(verdicts(action)).every((verdict) => verdict === 'yes')).toBe(true);
		const found = verdicts(action);
		expect(found.visitor).toBe('signed-out');
		expect(found['signed in, no relation']).toBe('not-found');
		expect(found['organiser of another edition']).toBe('not-found');
		expect(found.system).toBe('yes');
	});

	test('what must hold whatever else changes', () => {
		for (const name of [
			'author',
			'author of another application',
			'reviewer',
			'juror',
			'liaison',
			'editor of the edition',
		]) {
			for (const action of everyAction.filter((one) =>
				/decide|send|prepare|revoke|grant|outbox|turn|\.edit$|operate|merge/.test(one),
			)) {
				if (action === 'person.merge' && name === 'author') continue;
				expect(`${name} ${action} ${verdicts(action)[name]}`).not.toMatch(/ yes$/);
			}
		}
		expect(verdicts('application.decide')['chair of this track']).toBe('yes');
		expect(verdicts('application.decide')['chair of another track']).toBe('not-found');
		expect(verdicts('application.decide').secretary).toBe('forbidden');
		expect(verdicts('application.write').author).toBe('yes');
		expect(verdicts('application.write')['organiser of the edition']).toBe('forbidden');
	});

	test('what belongs to a rehearsal is not there in a real installation, for nobody', () => {
		for (const action of ['clock.turn', 'mailbox.read'] as const) {
			expect(new Set(Object.values(verdicts(action, false)))).toEqual(new Set(['not-found']));
		}
	});

	test('a token that is limited to some actions does no other', () => {
		const organiser = roles['organiser of the edition'];
		if (organiser?.kind !== 'person') return expect.unreachable();
		const limited = { ...organiser, limitedTo: ['application.list'] };
		const of = (action: Action) => can(limited, action, sampleSubject(action), { rehearsal: true });
		expect(of('application.list')).toBe('yes');
		expect(of('application.decide')).toBe('forbidden');
		expect(of('edition.view')).toBe('yes');
		expect(can(visitor, 'application.list', sampleSubject('application.list'), { rehearsal: true })).toBe('signed-out');
	});
});

describe('the routes', () => {
	test('each says what it demands', () => {
		expect(allRoutes().length).toBeGreaterThan(10);
		expect(routeFindings(allRoutes(), routeAccess)).toEqual([]);
	});

	test('the demands are actions that exist', () => {
		for (const demand of Object.values(routeAccess))
			expect([...everyAction, 'public', 'rehearsal', 'own']).toContain(demand);
	});

	test('a route without a line, a line without a route, and a private page among the public ones are found', () => {
		const routes = routesOf([
			{ path: 'src/routes/(public)/news/+page.svelte', text: '' },
			{
				path: 'src/routes/(private)/desk/[edition]/+page.server.ts',
				text: 'export const actions: Actions = { send: async () => {}, hold() {} };',
			},
			{
				path: 'src/routes/api/+server.ts',
				text: 'export const POST: RequestHandler = () => {}; export function DELETE() {}',
			},
			{ path: 'src/routes/(private)/+layout.svelte', text: '' },
		]);
		expect(routes.map(({ id, methods, actions }) => ({ id, methods, actions }))).toEqual([
			{ id: '/api', methods: ['POST', 'DELETE'], actions: [] },
			{ id: '/desk/[edition]', methods: ['GET'], actions: ['send', 'hold'] },
			{ id: '/news', methods: ['GET'], actions: [] },
		]);
		expect(routeFindings(routes, { '/news': 'own', '/api': 'public', '/gone': 'public' })).toEqual([
			'/desk/[edition] (src/routes/(private)/desk/[edition]/+page.server.ts) is missing in tests/rules/route-access.ts',
			'/news lies in (public), where finished pages are kept for everybody, and demands own',
			'/gone stands in the table but is no route',
		]);
	});
});
