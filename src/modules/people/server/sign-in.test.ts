import { afterAll, describe, expect, test } from 'vitest';
import { grantRelation, system } from '#core/access/index.ts';
import { day, hour } from '#core/clock/index.ts';
import {
	beginOpenId,
	castLinks,
	createToken,
	endOtherSessions,
	endSession,
	firstOrganiserLink,
	identify,
	identitiesOf,
	isFresh,
	sessionsOf,
} from '#core/identity/index.ts';
import { startTestProvider } from '#core/identity/testing-provider.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { processNow } from '#core/clock/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	arriveFromProvider,
	createCastMember,
	readPerson,
	signInAsCast,
	signInWithCode,
	signInWithLink,
	welcomeFirstOrganiser,
} from './index.ts';
import { testPeople } from './testing.ts';

const begin = processNow();
const ctx = await testContext({ at: begin });
const people = testPeople(ctx);
const cookie = (secret: string) => ({ cookie: `x=y; orrery=${secret}` });
const code = (work: Promise<unknown>) =>
	work.then(
		() => 'no refusal',
		(error) => (error instanceof Refusal ? `${error.status} ${error.problems[0]?.code ?? error.code}` : String(error)),
	);

describe('arriving by mail', () => {
	test('the first time makes a person, later times find him, at any of the ways', async () => {
		const first = await people.arrive('ada@sample.example');
		expect(first.isNew).toBe(true);
		expect(await readPerson(ctx, first.personId)).toMatchObject({ names: {}, preferredLanguage: 'en', sample: false });
		const asked = await people.ask('ADA@sample.example'.toLowerCase(), { next: '/me/profile' });
		const second = await signInWithLink(ctx, { secret: asked.link, window: undefined }, people.client());
		expect(second).toMatchObject({ personId: first.personId, isNew: false, next: '/me/profile' });
		expect((await sessionsOf(ctx, first.personId)).map((one) => one.method).sort()).toEqual(['code', 'link']);
	});

	test('two first arrivals at once make one person', async () => {
		const [a, b] = [await people.ask('twin@sample.example'), await people.ask('twin@sample.example')];
		const [one, two] = await Promise.all([
			signInWithCode(ctx, a, people.client()),
			signInWithCode(ctx, b, people.client()),
		]);
		expect(one.personId).toBe(two.personId);
		const { rows } = await ctx.byHand(
			`select count(*)::int as n from person p join account_address a on a.person_id = p.id where a.address = 'twin@sample.example'`,
		);
		expect(rows[0].n).toBe(1);
		const orphans = await ctx.byHand(
			'select count(*)::int as n from person where id not in (select person_id from account_address)',
		);
		expect(orphans.rows[0].n).toBe(0);
	});

	test('a planted session cookie is worth nothing after signing in: the secret is always new', async () => {
		const attacker = await people.arrive('mallory@sample.example');
		const planted = attacker.secret;
		const asked = await people.ask('bo@sample.example');
		const victim = await signInWithCode(ctx, asked, people.client(planted));
		expect(victim.secret).not.toBe(planted);
		// What the browser had before ended; nobody rides on it.
		expect((await identify(ctx, cookie(planted))).actor.kind).toBe('visitor');
		expect((await identify(ctx, cookie(victim.secret))).actor).toMatchObject({ personId: victim.personId });
		const invented = newSecret();
		const again = await people.ask('bo@sample.example');
		expect((await signInWithCode(ctx, again, people.client(invented))).secret).not.toBe(invented);
		expect((await identify(ctx, cookie(invented))).actor.kind).toBe('visitor');
	});
});

describe('who asks', () => {
	test('one statement with the relations; nothing for visitors; a write at most once an hour', async () => {
		const { secret, personId } = await people.arrive('cy@sample.example');
		await grantRelation(ctx, system('test'), personId, 'chair', { type: 'track', id: 't3' });
		let found = await identify(ctx, cookie(secret));
		expect(found.actor).toEqual({
			kind: 'person',
			personId,
			relations: [{ relation: 'chair', on: 'track', id: 't3' }],
			stakes: [],
			via: 'session',
		});
		expect(found.setCookie).toBeUndefined();
		expect(await ctx.countStatements(() => identify(ctx, cookie(secret)))).toBe(1);
		expect(await ctx.countStatements(() => identify(ctx, {}))).toBe(0);
		expect(await ctx.countStatements(() => identify(ctx, { cookie: 'orrery=short' }))).toBe(0);
		ctx.setNow(begin + 2 * hour);
		expect(await ctx.countStatements(async () => (found = await identify(ctx, cookie(secret))))).toBe(2);
		expect(found.setCookie).toContain(`orrery=${secret}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`);
		expect(await ctx.countStatements(() => identify(ctx, cookie(secret)))).toBe(1);
		ctx.setNow(begin);
	});

	test('a session rolls for thirty days and then ends; its cookie is deleted', async () => {
		const { secret } = await people.arrive('di@sample.example');
		ctx.setNow(begin + 29 * day);
		expect((await identify(ctx, cookie(secret))).actor.kind).toBe('person');
		ctx.setNow(begin + 58 * day);
		expect((await identify(ctx, cookie(secret))).actor.kind).toBe('person');
		ctx.setNow(begin + 88 * day);
		const ended = await identify(ctx, cookie(secret));
		expect(ended.actor.kind).toBe('visitor');
		expect(ended.setCookie).toBe('orrery=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
		ctx.setNow(begin);
	});

	test('one ends one’s own sessions, not another’s; a sign-in is fresh for an hour', async () => {
		const one = await people.arrive('ed@sample.example');
		const two = await people.arrive('ed@sample.example');
		const other = await people.arrive('fy@sample.example');
		const mine = await identify(ctx, cookie(one.secret));
		const theirs = await identify(ctx, cookie(other.secret));
		expect(await endSession(ctx, one.personId, theirs.sessionId ?? '')).toBe(false);
		expect((await identify(ctx, cookie(other.secret))).actor.kind).toBe('person');
		expect(await isFresh(ctx, one.personId, mine.sessionId)).toBe(true);
		expect(await isFresh(ctx, one.personId, theirs.sessionId)).toBe(false);
		expect(await endOtherSessions(ctx, one.personId, mine.sessionId)).toBe(1);
		expect((await identify(ctx, cookie(two.secret))).actor.kind).toBe('visitor');
		ctx.setNow(begin + hour);
		expect(await isFresh(ctx, one.personId, mine.sessionId)).toBe(false);
		ctx.setNow(begin);
	});

	test('a token acts within its scopes until it expires; a bad one is a visitor even beside a good cookie', async () => {
		const { personId, secret } = await people.arrive('gi@sample.example');
		const { id, token } = await createToken(ctx, personId, { name: ' CI ', scopes: ['own:read'], days: 7 });
		expect(token).toMatch(/^orrery_[0-9a-z]{40}$/);
		const bearer = { authorization: `Bearer ${token}` };
		expect((await identify(ctx, bearer)).actor).toMatchObject({
			personId,
			via: 'token',
			limitedTo: ['application.read-own', 'letter.read-own', 'person.read-own'],
		});
		expect(await ctx.countStatements(() => identify(ctx, bearer))).toBe(1);
		expect((await identify(ctx, { ...cookie(secret), authorization: `Bearer orrery_${newSecret()}` })).actor.kind).toBe(
			'visitor',
		);
		expect((await identify(ctx, { ...cookie(secret), authorization: 'Basic eDp5' })).actor.kind).toBe('visitor');
		ctx.setNow(begin + 7 * day);
		expect((await identify(ctx, bearer)).actor.kind).toBe('visitor');
		ctx.setNow(begin);
		const { rows } = await ctx.byHand('select * from personal_token where id = $1', [id]);
		expect(JSON.stringify(rows)).not.toContain(token.slice(7));
		await expect(createToken(ctx, personId, { name: '', scopes: ['root'], days: 9999 })).rejects.toMatchObject({
			problems: [
				{ path: 'name', code: 'token-name-missing' },
				{ path: 'scopes', code: 'token-scopes-missing' },
				{ path: 'days', code: 'token-days-missing' },
			],
		});
	});
});

describe('another provider', async () => {
	const provider = await startTestProvider({ id: 'orrery', secret: 's' }, processNow);
	afterAll(() => provider.close());
	Object.assign(ctx.config, { orcidIssuer: provider.issuer, orcidClientId: 'orrery', orcidClientSecret: 's' });
	const visit = async (window: string, personId?: string) => {
		const wanted = {
			provider: 'orcid',
			redirectUri: `${people.origin}/back`,
			window,
			next: '/me',
			ip: people.freshIp(),
		} as const;
		return provider.consent(await beginOpenId(ctx, { ...wanted, personId }));
	};

	test('unknown at first: an address is proved in the same window, then the provider signs in by itself', async () => {
		provider.person = { sub: '0000-0002-1825-0097', name: 'Josiah Sample' };
		const window = newSecret();
		const input = { provider: 'orcid', url: await visit(window), window, signedInAs: undefined } as const;
		expect(await arriveFromProvider(ctx, input, people.client())).toEqual({ kind: 'address-wanted', next: '/me' });
		const asked = await people.ask('josiah@sample.example', { oldWindow: window });
		const arrived = await signInWithCode(ctx, asked, people.client());
		expect(arrived).toMatchObject({ isNew: true, next: '/me' });
		expect(await readPerson(ctx, arrived.personId)).toMatchObject({
			names: { full: 'Josiah Sample' },
			orcid: '0000-0002-1825-0097',
		});
		const later = newSecret();
		const back = { provider: 'orcid', url: await visit(later), window: later, signedInAs: undefined } as const;
		expect(await arriveFromProvider(ctx, back, people.client())).toMatchObject({
			kind: 'signed-in',
			personId: arrived.personId,
			next: '/me',
		});
	});

	test('an address that the provider names opens no account', async () => {
		await people.arrive('owner@sample.example');
		provider.person = { sub: 'impostor', email: 'owner@sample.example', email_verified: true } as never;
		const window = newSecret();
		const input = { provider: 'orcid', url: await visit(window), window, signedInAs: undefined } as const;
		expect(await arriveFromProvider(ctx, input, people.client())).toMatchObject({ kind: 'address-wanted' });
	});

	test('who is signed in links it; what another has linked is refused', async () => {
		const own = await people.arrive('linker@sample.example');
		provider.person = { sub: '0000-0001-5109-3700' };
		const window = newSecret();
		const url = await visit(window, own.personId);
		expect(
			await code(arriveFromProvider(ctx, { provider: 'orcid', url, window, signedInAs: undefined }, people.client())),
		).toBe('400 provider-refused');
		const again = newSecret();
		const input = {
			provider: 'orcid',
			url: await visit(again, own.personId),
			window: again,
			signedInAs: own.personId,
		} as const;
		expect(await arriveFromProvider(ctx, input, people.client())).toEqual({ kind: 'linked', next: '/me' });
		expect(await identitiesOf(ctx, own.personId)).toMatchObject([
			{ provider: 'orcid', subject: '0000-0001-5109-3700' },
		]);
		const other = await people.arrive('other-linker@sample.example');
		const third = newSecret();
		const taken = {
			provider: 'orcid',
			url: await visit(third, other.personId),
			window: third,
			signedInAs: other.personId,
		} as const;
		expect(await code(arriveFromProvider(ctx, taken, people.client()))).toBe('409 identity-taken');
		expect(await identitiesOf(ctx, other.personId)).toEqual([]);
	});
});

describe('the cast of a rehearsal', () => {
	const secretOf = (path: string) => path.split('/').at(-1) ?? '';
	test('signs in with one click at this machine, as often as wanted; not elsewhere, not in a real installation', async () => {
		const chair = {
			role: 'track-chair',
			name: { given: 'Noor', family: 'Sample' },
			email: 'noor@cast.example',
			relations: [{ relation: 'chair', on: 'track', id: 't3' }],
		} as const;
		const personId = await createCastMember(ctx, chair);
		expect(await createCastMember(ctx, chair)).toBe(personId);
		await createCastMember(ctx, { role: 'organiser', name: { full: 'Ori' }, email: 'ori@cast.example', relations: [] });
		const links = await castLinks(ctx);
		expect(links.map((link) => link.role)).toEqual(['organiser', 'track-chair']);
		const secret = secretOf(links[1]?.path ?? '');
		for (let i = 0; i < 2; i += 1) {
			const signedIn = await signInAsCast(ctx, secret, 'localhost:8080', people.client());
			expect((await identify(ctx, cookie(signedIn.secret))).actor).toMatchObject({
				personId,
				relations: chair.relations,
			});
		}
		expect(await readPerson(ctx, personId)).toMatchObject({ sample: true });
		expect(await code(signInAsCast(ctx, secret, 'ipspace.example', people.client()))).toBe('404 not-found');
		expect(await code(signInAsCast(ctx, newSecret(), 'localhost', people.client()))).toBe('404 not-found');
		const config = { ...ctx.config, host: '0.0.0.0' };
		const reachable = { ...ctx, config };
		expect(await code(signInAsCast(reachable, secret, 'localhost', people.client()))).toBe('404 not-found');
		expect(await castLinks(reachable)).toEqual([]);
		const meant = { ...ctx, config: { ...config, rehearsalLogins: 'public' as const } };
		expect(await code(signInAsCast(meant, secret, 'ipspace.example', people.client()))).toBe('no refusal');
		const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		expect(await code(signInAsCast(real, secret, 'localhost', people.client()))).toBe('404 not-found');
		expect(await castLinks(real)).toEqual([]);
		expect(await code(createCastMember(real, chair))).toBe('403 rehearsal-only');
		const { rows } = await ctx.byHand('select * from door_link');
		expect(JSON.stringify(rows)).not.toContain(secret);
	});
});

test('the first organiser: one link, one time, and none when somebody runs the place', async () => {
	const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
	expect(await firstOrganiserLink(ctx)).toBeUndefined();
	const older = (await firstOrganiserLink(real))?.split('/').at(-1) ?? '';
	const secret = (await firstOrganiserLink(real))?.split('/').at(-1) ?? '';
	const input = { secret, name: 'Petra Sample', address: 'petra@sample.example', locale: 'en' } as const;
	expect(await code(welcomeFirstOrganiser(real, { ...input, secret: older }, people.client()))).toBe('404 not-found');
	expect(await code(welcomeFirstOrganiser(real, { ...input, name: ' ' }, people.client()))).toBe('400 name-missing');
	expect(await code(welcomeFirstOrganiser(real, { ...input, address: 'x' }, people.client()))).toBe('400 address-bad');
	const signedIn = await welcomeFirstOrganiser(real, input, people.client());
	expect((await identify(real, cookie(signedIn.secret))).actor).toMatchObject({
		relations: [{ relation: 'operator', on: 'installation', id: 'installation' }],
	});
	expect(await code(welcomeFirstOrganiser(real, { ...input, address: 'eve@sample.example' }, people.client()))).toBe(
		'404 not-found',
	);
	expect((await ctx.byHand(`select 1 from account_address where address = 'eve@sample.example'`)).rows).toEqual([]);
	expect(await firstOrganiserLink(real)).toBeUndefined();
});
