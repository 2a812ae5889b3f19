import { afterAll, expect, test } from 'vitest';
import { type Caller, signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** What the desk is writing is seen by the desk, and by nobody else, whoever asks for what in which order. */
const server = await startServer();
afterAll(() => server.dispose());
const cast = await signInCast(server);
const visitor = stranger(server);
const secretary = cast.get('secretary') ?? visitor;
const slug = 'ipspace-2021';
const secret = { en: 'Zanzibar not yet', zh: '桑给巴尔尚未' };
const press = `/desk/${slug}/site/record/page/press`;

/** What a browser would send of a form that nobody has touched. */
function fieldsOf(html: string): URLSearchParams {
	const form = /<form class="editor[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
	const plain = (text: string) =>
		text.replace(
			/&(quot|amp|lt|gt|#39);/g,
			(_, name: string) => ({ quot: '"', amp: '&', lt: '<', gt: '>' })[name] ?? "'",
		);
	const fields = new URLSearchParams();
	for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		const chosen = !/type="(radio|checkbox)"/.test(tag) || /\bchecked\b/.test(tag);
		if (name && chosen) fields.append(name, plain(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''));
	}
	for (const [, name = '', text = ''] of form.matchAll(
		/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
	)) {
		fields.append(name, plain(text));
	}
	for (const [, name = '', options = ''] of form.matchAll(
		/<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
	)) {
		const chosen = /<option\b[^>]*\bselected\b[^>]*>/.exec(options)?.[0] ?? '';
		fields.append(name, plain(/\bvalue="([^"]*)"/.exec(chosen)?.[1] ?? ''));
	}
	return fields;
}

/** Every address of the edition that the site map names, and what is made from its records. */
async function publicPaths(): Promise<string[]> {
	const map = await (await visitor.ask(`/${slug}/sitemap.xml`)).text();
	const pages = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
	expect(pages.length).toBeGreaterThan(20);
	return [...pages, `/${slug}/feed.xml`, `/zh/${slug}/feed.xml`, `/${slug}/dates.ics`, '/', '/zh', '/editions'];
}

async function leaks(who: Caller, paths: readonly string[]): Promise<string[]> {
	const found: string[] = [];
	for (const path of paths) {
		const response = await who.ask(path);
		const text = await response.text();
		if (text.includes(secret.en) || text.includes(secret.zh)) found.push(`${who.name} ${path} ${response.status}`);
	}
	return found;
}

const preview = (path: string) => path.replace(new RegExp(`^(/zh)?/${slug}`), `$1/desk/${slug}/preview`);

test('a draft is in the preview and nowhere else', async () => {
	const paths = await publicPaths();
	const before = await visitor.ask(`/${slug}/press`);
	const etag = before.headers.get('etag');
	const body = fieldsOf(await (await secretary.ask(press)).text());
	body.set('title.en', secret.en);
	body.set('title.zh', secret.zh);
	expect((await secretary.ask(`${press}?/save`, { method: 'POST', body })).status).toBe(303);

	// The desk looks first, then everybody else, then the desk again: whatever is kept is kept now.
	const inside = [`/${slug}/press`, `/zh/${slug}/press`].map(preview);
	expect(await leaks(secretary, inside)).toHaveLength(2);
	expect(await leaks(visitor, [...paths, ...inside])).toEqual([]);
	const some = [`/${slug}`, `/${slug}/press`, `/zh/${slug}/press`, ...inside];
	for (const name of ['author', 'reviewer', 'juror']) expect(await leaks(cast.get(name) ?? visitor, some)).toEqual([]);
	expect(await leaks(secretary, inside)).toHaveLength(2);
	expect(await leaks(secretary, some.slice(0, 3))).toEqual([]);
	expect((await visitor.ask(`/${slug}/press`)).headers.get('etag')).toBe(etag);
	expect((await visitor.ask(`/${slug}/press`, { headers: { 'if-none-match': etag ?? '' } })).status).toBe(304);
});

test('every page has a preview, which belongs to whoever asked', async () => {
	const pages = (await publicPaths()).filter((path) => path.startsWith(`/${slug}`) && !/\.\w+$/.test(path));
	for (const path of pages) {
		const response = await secretary.ask(preview(path));
		expect(response.status, path).toBe(200);
		expect(response.headers.get('cache-control'), path).toBe('private, no-store');
		expect(response.headers.get('x-robots-tag'), path).toContain('noindex');
		expect(response.headers.get('etag'), path).toBeNull();
		const html = await response.text();
		expect(html, path).toContain('class="preview-band"');
		// One stays inside: no link of the page leads to the edition's public address.
		expect(html, path).not.toMatch(new RegExp(`(href|src)="(/zh)?/${slug}[/"#?]`));
	}
	for (const file of ['leaflet.pdf', 'card.png', 'feed.xml', 'dates.ics']) {
		const response = await secretary.ask(`/desk/${slug}/preview/${file}`);
		expect([response.status, response.headers.get('cache-control')], file).toEqual([200, 'private, no-store']);
		await response.arrayBuffer();
	}
});

test('who may not see it is told so, as at the desk', async () => {
	const path = `/desk/${slug}/preview/press`;
	const asVisitor = await visitor.ask(path);
	expect([asVisitor.status, asVisitor.headers.get('location')]).toEqual([
		303,
		`/sign-in?next=${encodeURIComponent(path)}`,
	]);
	const chair = [...cast.values()].find(({ name }) => name.includes('chair')) ?? visitor;
	expect((await (cast.get('author') ?? visitor).ask(path)).status).toBe(404);
	expect((await chair.ask(path)).status).toBe(403);
	for (const who of [visitor, cast.get('author') ?? visitor, chair]) {
		const data = await who.ask(`${path}/__data.json`, { headers: { accept: 'application/json' } });
		expect(await data.text()).not.toContain(secret.en);
		expect(data.headers.get('cache-control') ?? '').not.toContain('public');
	}
	expect((await secretary.ask('/desk/none/preview')).status).toBe(404);
	expect((await secretary.ask(`/desk/${slug}/preview/none`)).status).toBe(404);
});

test('what is no page for readers leads to the real one', async () => {
	const apply = await secretary.ask(`/zh/desk/${slug}/preview/calls/abstracts/apply?a=1`);
	expect([apply.status, apply.headers.get('location')]).toEqual([303, `/zh/${slug}/calls/abstracts/apply?a=1`]);
	const posted = await secretary.ask(`/desk/${slug}/preview/contact`, { method: 'POST', body: new URLSearchParams() });
	expect([posted.status, posted.headers.get('location')]).toEqual([303, `/${slug}/contact`]);
});

test('published, it is what everybody sees', async () => {
	const { headers } = await visitor.ask(`/${slug}/press`);
	const page = await (await secretary.ask(`/desk/${slug}/site/drafts`)).text();
	expect(page).toContain(secret.en);
	const body = new URLSearchParams({ key: 'page/press' });
	const done = await secretary.ask(`/desk/${slug}/site/publish?/publish`, { method: 'POST', body });
	expect(done.status).toBe(303);
	// Every process hears of it shortly after it was committed.
	await expect
		.poll(async () => (await visitor.ask(`/${slug}/press`)).headers.get('etag'))
		.not.toBe(headers.get('etag'));
	expect(await (await visitor.ask(`/${slug}/press`)).text()).toContain(secret.en);
	expect(await (await secretary.ask(`/desk/${slug}/preview/press`)).text()).toContain('preview-band');
});

test('an address that is written another way takes no place among the finished pages', async () => {
	const isKept = async (path: string) => {
		await (await visitor.ask(path)).text();
		const second = await visitor.ask(path);
		expect(second.status).toBe(200);
		return (second.headers.get('cache-control') ?? '').includes('s-maxage');
	};
	expect(await isKept(`/${slug}/dates`)).toBe(true);
	expect(await isKept(`/${slug}/d%61tes`)).toBe(false);
	expect(await isKept(`/${slug}/dates?a`)).toBe(false);
});
