import { afterAll, expect, test, vi } from 'vitest';
import { openApp } from '../../src/app/open.ts';
import { grantRelation, system } from '../../src/core/access/index.ts';
import { turnDial } from '../../src/core/clock/index.ts';
import { loadConfig } from '../../src/core/config/index.ts';
import { png } from '../../src/core/pictures/testing.ts';
import { editionBySlug } from '../../src/modules/editions/server/index.ts';
import { approvePlacement, fulfilmentsForDesk, issueCertificates } from '../../src/modules/fulfilments/server/index.ts';
import { apply, decideAndAnnounce, makeCall, makePerson } from '../../src/modules/fulfilments/server/testing.ts';
import { signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** What follows from a decision as the public meets it over HTTP: a logo between its days, a list after its announcement. */
const server = await startServer();
const app = await openApp({ what: 'test', alone: false, config: loadConfig({ DATA_DIR: server.dataDir }) });
afterAll(async () => {
	await app.close();
	await server.dispose();
});
const { ctx } = app;
const desk = system('test');
const edition = (await editionBySlug(ctx, 'ipspace-2021')) ?? expect.fail('no edition');
const call = await makeCall(ctx, edition.id, {}, edition.organisationId ?? '');
const visitor = stranger(server);
const get = async (path: string) => {
	const response = await visitor.ask(path);
	return { status: response.status, text: await response.text(), headers: response.headers };
};
const to = (local: string) => turnDial(ctx.database, ctx.db, Date.parse(`${local}+08:00`));
const lineOf = (application: string, kind: string) =>
	vi.waitFor(
		async () =>
			(await fulfilmentsForDesk(ctx, desk, application))?.find((one) => one.kind === kind)?.id ?? expect.fail(),
		{ timeout: 10_000, interval: 100 },
	);
const everywhere = [
	'/',
	'/ipspace-2021',
	'/ipspace-2021/sponsors',
	'/ipspace-2021/sitemap.xml',
	'/ipspace-2021/feed.xml',
];

test('a list of who was selected is nowhere before it is announced, and then has its page', async () => {
	const list = '/ipspace-2021/calls/prizes/selected';
	const author = await makePerson(ctx, { given: 'Mira', family: 'Selectedname' });
	const application = await apply(ctx, call, author, {
		title: 'Selectedtitle',
		authors: [
			{ given: 'Mira', family: 'Selectedname', affiliation: '', country: '', email: '', orcid: '', presenter: true },
		],
	});
	expect((await get(list)).status).toBe(404);
	for (const path of [...everywhere, '/ipspace-2021/calls/prizes']) {
		expect((await get(path)).text, path).not.toMatch(/Selectedname|Selectedtitle|prizes\/selected/);
	}
	await decideAndAnnounce(ctx, desk, application, 'first', { amount: 10 });
	await lineOf(application, 'listing');
	const page = await vi.waitFor(async () => {
		const found = await get(list);
		expect(found.status).toBe(200);
		return found;
	});
	expect(page.text).toContain('Selectedname');
	expect(page.text).toMatch(/<script type="application\/ld\+json">.*"ItemList".*Selectedtitle/s);
	expect(page.text).not.toContain('secret 9999');
	expect(page.headers.get('etag')).toMatch(/^W\//);
	expect((await visitor.ask(list, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).status).toBe(304);
	expect((await get('/ipspace-2021/sitemap.xml')).text).toContain('prizes/selected');
	expect((await get('/zh/ipspace-2021/calls/prizes')).text).toContain('prizes/selected');
});

test('a certificate is verified at its address, and its file is nobody else’s', async () => {
	const cast = await signInCast(server);
	const author = await makePerson(ctx, { given: 'Mira', family: 'Halden' });
	const application = await apply(ctx, call, author);
	await decideAndAnnounce(ctx, desk, application, 'first');
	const line = await lineOf(application, 'certificate');
	await issueCertificates(ctx, desk, { fulfilments: [line] });
	const [{ id, number }] = (
		await ctx.database.pool.query('select id, number from certificate where fulfilment_id = $1', [line])
	).rows;
	await vi.waitFor(async () => expect((await get(`/verify/${number}`)).text).toContain('Mira HALDEN'), {
		timeout: 10_000,
	});
	expect((await get(`/zh/verify/${number}`)).text).toContain('此证书确由本站颁发');
	for (const who of ['author', 'reviewer', 'juror']) {
		expect((await cast.get(who)?.ask(`/me/certificates/${id}`))?.status, who).toBe(404);
		expect((await cast.get(who)?.ask(`/desk/ipspace-2021/fulfilments/${line}`))?.status, who).toBeGreaterThanOrEqual(
			403,
		);
	}
	expect((await cast.get('organiser')?.ask(`/desk/ipspace-2021/fulfilments/${line}`))?.status).toBe(200);
	expect((await cast.get('secretary')?.ask('/desk/ipspace-2021/fulfilments/report.csv'))?.status).toBe(200);
});

test('the liaison comes to the payments and to nothing else of the desk', async () => {
	const cast = await signInCast(server);
	const reviewer = cast.get('reviewer') ?? expect.fail();
	const [{ id }] = (
		await ctx.database.pool.query(
			"select person_id as id from relation where relation = 'reviewer' and until is null order by since limit 1",
		)
	).rows;
	expect((await reviewer.ask('/desk/ipspace-2021/fulfilments')).status).toBeGreaterThanOrEqual(403);
	await grantRelation(ctx, desk, id, 'liaison', { type: 'edition', id: edition.id }, edition.id);
	const list = await reviewer.ask('/desk/ipspace-2021/fulfilments');
	expect(list.status).toBe(200);
	const text = await list.text();
	expect(text).toContain('Prize money');
	expect(text).not.toContain('First prize');
	expect((await reviewer.ask('/desk/ipspace-2021')).headers.get('location')).toBe('/desk/ipspace-2021/fulfilments');
	for (const path of ['applications', 'letters', 'people', 'outbox', 'applications.csv']) {
		expect((await reviewer.ask(`/desk/ipspace-2021/${path}`)).status, path).toBe(403);
	}
});

test('a logo is on the pages between its days only, and its file has no address else', async () => {
	const author = await makePerson(ctx, { given: 'Acme', family: 'Rockets' });
	const picture = { bytes: png(800, 400), name: 'acme.png', type: 'image/png' };
	const application = await apply(ctx, call, author, { title: 'Acme Logoname' }, picture);
	await decideAndAnnounce(ctx, desk, application, 'partner', { confirmedBy: author });
	const line = await lineOf(application, 'placement');
	const pages = everywhere.slice(0, 3);
	for (const path of pages) expect((await get(path)).text, path).not.toContain('Logoname');
	await approvePlacement(ctx, desk, {
		fulfilment: line,
		name: { en: 'Acme Logoname', zh: '顶点标识' },
		url: 'https://acme.example',
		from: '2021-10-12',
		until: '2021-10-13',
	});
	const [{ digest }] = (await ctx.database.pool.query('select digest from placement where fulfilment_id = $1', [line]))
		.rows;
	const file = `/ipspace-2021/placements/${line}/${digest.slice(0, 12)}.webp`;
	const see = async (shown: boolean) => {
		await vi.waitFor(
			async () => {
				for (const path of pages) expect((await get(path)).text.includes('Acme Logoname'), path).toBe(shown);
			},
			{ timeout: 10_000, interval: 100 },
		);
		expect((await get(file)).status).toBe(shown ? 200 : 404);
	};
	await see(false);
	await to('2021-10-12T00:00:01');
	await see(true);
	const home = (await get('/zh/ipspace-2021')).text;
	expect(home).toMatch(/<a href="https:\/\/acme\.example" rel="sponsored noopener">.{0,200}alt="顶点标识"/s);
	await to('2021-10-13T23:59:50');
	await see(true);
	await to('2021-10-14T00:00:01');
	await see(false);
});
