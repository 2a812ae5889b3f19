import { afterAll, expect, test } from 'vitest';
import { type Caller, signInByLink, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/*
 * What nobody has approved is nowhere: in no page, feed, sitemap, search, mail, JSON-LD or answer of the interface. Asked
 * over HTTP of everything that is public, with words in the analysis that stand nowhere else.
 */

const server = await startServer({ patience: 120_000 });
afterAll(() => server.dispose());

const words = 'A quiet zebrafish swims by unseen.';
const label = 'Automatic text analysis';
let organiser: Caller;
let article: { id: string; slug: string };
let analysis: string;

const post = (path: string, fields: Record<string, string | string[]>) => {
	const body = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
	return organiser.ask(path, { method: 'POST', body });
};
const textOf = async (who: Caller, path: string) => (await who.ask(path)).text();
const desk = () => `/desk/newsroom/${article.id}/analysis/${analysis}`;

/** An analysis of a published article that its editor has taken back and reworded. */
async function takenBack(): Promise<void> {
	const link = Object.entries(server.links).find(([name]) => name.startsWith('organiser'))?.[1] ?? '';
	organiser = await signInByLink(server, 'organiser', link);
	const list = await textOf(organiser, '/desk/newsroom?state=published');
	const id = /href="\/desk\/newsroom\/([0-9a-z]{12,})"/.exec(list)?.[1] ?? '';
	const slug = /href="\/news\/([a-z0-9-]+)"/.exec(await textOf(organiser, `/desk/newsroom/${id}`))?.[1] ?? '';
	article = { id, slug };
	// Those that come with the rehearsal are made and approved by jobs shortly after the start.
	await expect.poll(() => textOf(stranger(server), `/news/${slug}`), { timeout: 30_000 }).toContain(label);
	const made = await post(`/desk/newsroom/${id}/analysis`, { language: 'en', of: 'public', method: 'text' });
	analysis = /analysis\/([0-9a-z]{12,})/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
	expect((await post(`${desk()}?/withdraw`, { reason: 'To be read again' })).status).toBe(303);
	expect((await post(`${desk()}?/reopen`, {})).status).toBe(303);
	expect((await post(`${desk()}?/edit`, { item: 'summary.1', act: 'reword', words })).status).toBe(303);
	expect(await textOf(organiser, desk())).toContain(words);
}

/** All that is public and could hold it. */
async function everything(): Promise<string[]> {
	const sitemaps = [
		'/sitemap.xml',
		'/sitemap-site.xml',
		'/ipspace-2021/sitemap.xml',
		'/news/sitemap.xml',
		'/news-sitemap.xml',
	];
	const listed = new Set<string>();
	for (const path of sitemaps) {
		for (const [, address] of (await textOf(stranger(server), path)).matchAll(/<loc>([^<]+)<\/loc>/g)) {
			listed.add(new URL(address as string).pathname);
		}
	}
	return [
		...sitemaps,
		...['feed.xml', 'feed.rss', 'feed.json'].map((feed) => `/news/${feed}`),
		...['/news', `/news/${article.slug}`, `/zh/news/${article.slug}`, `/news/${article.slug}?print`, '/news/archive'],
		...['/search?q=zebrafish', '/zh/search?q=zebrafish', '/newsletter', '/newsletter/issues', '/ipspace-2021/feed.xml'],
		...['/api/v1/openapi.json', '/api/v1/editions', '/api/v1/editions/ipspace-2021', '/ledger.json', '/mailbox'],
		...[...listed].filter((path) => /news|newsletter|statements|search|ipspace-2021\/?$/.test(path)),
	];
}

test('it is nowhere before it is approved, and on its article’s page alone afterwards', async () => {
	await takenBack();
	const visitor = stranger(server);
	const shown = () => textOf(visitor, `/news/${article.slug}`);
	// Every process hears of a change from the database, a moment after its commit.
	await expect.poll(shown).not.toContain(label);
	const page = await shown();
	expect(page).not.toContain('digitalSourceType');
	const all = await everything();
	expect(all.length).toBeGreaterThan(20);
	for (const path of all) {
		const answer = await visitor.ask(path);
		// What is not there could not have held it.
		expect(answer.status, path).toBe(200);
		expect(await answer.text(), path).not.toContain('zebrafish swims');
	}
	// Nor is its page at the desk anything to a visitor.
	expect((await visitor.ask(desk())).status).toBeGreaterThanOrEqual(300);

	const unexamined = await post(`${desk()}?/approve`, { checklist: ['accuracy', 'sources'] });
	expect(unexamined.status).toBe(400);
	const again = await unexamined.text();
	expect(again).toContain('Tick this when you have examined it.');
	expect(await textOf(visitor, `/news/${article.slug}`)).not.toContain('zebrafish swims');

	const checklist = ['accuracy', 'plausibility', 'sources'];
	// Whoever approves says what he had before him.
	expect((await post(`${desk()}?/approve`, { checklist })).status).toBe(409);
	const wording = /name="wording" value="([0-9a-f]+)"/.exec(again)?.[1] ?? '';
	expect((await post(`${desk()}?/approve`, { checklist, wording })).status).toBe(303);
	await expect.poll(shown).toContain(label);
	const approved = await shown();
	expect(approved).toContain(words);
	expect(approved).toMatch(/itemprop="digitalSourceType" content="[^"]+algorithmicMedia"/);
	// Every line leads to a sentence that is there.
	const anchors = [...approved.matchAll(/href="#(sentence-\d+)"/g)].map(([, id]) => id as string);
	expect(anchors.length).toBeGreaterThan(3);
	for (const id of anchors) expect(approved, id).toContain(`id="${id}"`);
	const others = all.filter((path) => !path.startsWith(`/news/${article.slug}`));
	for (const path of others) expect(await textOf(visitor, path), path).not.toContain('zebrafish swims');
}, 60_000);
