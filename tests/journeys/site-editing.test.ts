import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { inProject } from '../../src/core/paths/index.ts';
import { type OpenOptions, type Reader, testBrowser } from '../setup/browser.ts';
import { signInByLink } from '../setup/cast.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { startServer } from '../setup/server.ts';

/** A secretary keeps the public site: drafts, preview, publication, history, undo; two at once; without scripts. */
const server = await startServer({ patience: 120_000 });
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const edition = `${server.origin}/ipspace-2021`;
const site = `${server.origin}/desk/ipspace-2021/site`;

/** A reader who has signed in by the link of the announcement. */
async function signedIn(who: RegExp, options: OpenOptions = {}): Promise<Reader> {
	const link = Object.entries(server.links).find(([words]) => who.test(words))?.[1];
	if (!link) throw new Error(`nobody of the cast is called ${who}`);
	const reader = await browser.reader(options);
	await reader.page.goto(link);
	await reader.page.locator('main form button').first().click();
	await reader.page.waitForURL((url) => !url.pathname.includes('/cast/'));
	return reader;
}

/** A second edition of nothing but its days and one track. */
async function importAnother(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-edition-'));
	const from = inProject('editions', 'ipspace-2021');
	for (const file of ['series.yaml', 'tracks.yaml']) cpSync(join(from, file), join(folder, file));
	const text = readFileSync(join(from, 'edition.yaml'), 'utf8');
	writeFileSync(join(folder, 'edition.yaml'), text.replace('slug: ipspace-2021', 'slug: ipspace-other'));
	await orrery(server, 'edition', 'import', folder);
	rmSync(folder, { recursive: true });
}

const control = (page: Page, name: string) => page.locator(`form.editor [name="${name}"]`);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const etagOf = async (path: string) => (await fetch(path)).headers.get('etag');
const textOf = async (path: string) => (await fetch(path)).text();

test('a deadline, a partner and a page in both languages: draft, preview, published as one change, undone', async () => {
	await importAnother();
	const other = `${server.origin}/ipspace-other`;
	const before = {
		dates: await etagOf(`${edition}/dates`),
		about: await etagOf(`${edition}/about`),
		other: await etagOf(other),
	};
	expect(before.other).not.toBeNull();
	const reader = await signedIn(/secretary/);
	const { page } = reader;

	// The deadline, found in the list by its words.
	await page.goto(`${site}?q=manuscripts&kind=date`);
	await page.locator('tbody th[scope="row"] a').first().click();
	await page.waitForURL(/record\/date\/manuscripts$/);
	await control(page, 'at.day').fill('2021-11-12');
	await control(page, 'at.time').fill('24:00');
	await control(page, 'note.zh').fill('延长两天。');
	await control(page, 'note.en').fill('Two more days.');
	await press(page, 'Save the draft');
	await page.waitForURL(/done=saved/);
	expect(await textOf(`${edition}/dates`)).not.toContain('Two more days.');

	// The partner: the name of its organisation, in both languages.
	await page.goto(`${site}/record/partner/host/cecc`);
	await page.getByRole('link', { name: 'Edit the organisation' }).click();
	await page.waitForURL(/record\/organisation\/cecc$/);
	await control(page, 'name.en').fill('China Electronics Chamber');
	await control(page, 'name.zh').fill('');
	await press(page, 'Save the draft');
	// The Chinese name is missing: said at its field, and nothing typed is lost.
	await page.locator('.field-error').waitFor();
	expect(await control(page, 'name.en').inputValue()).toBe('China Electronics Chamber');
	expect(await control(page, 'name.zh').getAttribute('aria-invalid')).toBe('true');
	await reader.expectAccessible();
	await control(page, 'name.zh').fill('中国电子商会（新）');
	await press(page, 'Save the draft');
	await page.waitForURL(/done=saved/);

	// The page.
	await page.goto(`${site}/record/page/about`);
	const english = await control(page, 'body.en').inputValue();
	await control(page, 'body.en').fill(`${english}\n\nA new paragraph.`);
	await control(page, 'body.zh').fill(`${await control(page, 'body.zh').inputValue()}\n\n新的一段。`);
	await press(page, 'Save and preview');
	await page.waitForURL(/\/preview\/about$/);
	expect(await page.locator('main').innerText()).toContain('A new paragraph.');
	expect(await textOf(`${edition}/about`)).not.toContain('A new paragraph.');
	expect(await etagOf(`${edition}/about`)).toBe(before.about);

	// All three as one change, after reading what it does.
	await page.goto(`${site}/drafts`);
	for (const box of await page.locator('input[name="key"]').all()) await box.check();
	await reader.expectAccessible();
	await press(page, 'Review and publish what is ticked');
	await page.waitForURL(/\/publish\?/);
	const shown = await page.locator('[data-key="page/about"]').innerText();
	expect(shown).toContain('新的一段。');
	expect(await page.locator('[data-key="page/about"] ins').allInnerTexts()).toEqual(
		expect.arrayContaining([expect.stringContaining('A new paragraph.')]),
	);
	expect(await page.locator('[data-key="date/manuscripts"]').innerText()).toContain('12 November 2021');
	await reader.expectAccessible();
	await press(page, 'Publish all 3 now');
	await page.waitForURL(/drafts\?done=published/);
	expect(await page.locator('.empty').count()).toBe(1);

	expect(await textOf(`${edition}/dates`)).toContain('Two more days.');
	expect(await textOf(`${server.origin}/zh/ipspace-2021/dates`)).toContain('延长两天。');
	expect(await textOf(edition)).toContain('China Electronics Chamber<');
	expect(await textOf(`${server.origin}/zh/ipspace-2021/about`)).toContain('新的一段。');
	expect(await etagOf(`${edition}/dates`)).not.toBe(before.dates);
	expect(await etagOf(other)).toBe(before.other);

	// The history of the page leads to the change; taking it back takes back all three.
	await page.goto(`${site}/history?key=page/about`);
	await page.locator('.history a').first().click();
	await page.waitForURL(/history\/[^/?]+$/);
	await reader.expectAccessible();
	await press(page, 'Take this change back');
	await page.waitForURL(/history\?undone/);
	expect(await textOf(`${edition}/about`)).not.toContain('A new paragraph.');
	expect(await textOf(`${edition}/dates`)).not.toContain('Two more days.');
	expect(await page.locator('.history li[data-number]').first().innerText()).toContain('takes back change');
	reader.expectNoComplaints(/400/);
	await reader.close();
});

test('two write at one record: each text is shown, nothing is overwritten, and fields are chosen one by one', async () => {
	const [first, second] = await Promise.all([signedIn(/secretary/), signedIn(/organiser/)]);
	for (const { page } of [first, second]) await page.goto(`${site}/record/page/press`);
	await control(first.page, 'title.en').fill('Press room');
	await control(first.page, 'summary.en').fill('Theirs alone');
	await press(first.page, 'Save the draft');
	await first.page.waitForURL(/done=saved/);
	const { page } = second;
	await control(page, 'title.en').fill('Media');
	await control(page, 'title.zh').fill('媒体中心');
	await press(page, 'Save the draft');
	await page.getByText('Somebody else changed this while you were writing').waitFor();
	await second.expectAccessible();
	const field = (path: string) => page.locator(`[data-path="${path}"]`);
	expect(await field('title.en').innerText()).toContain('Press room');
	expect(await field('title.en').innerText()).toContain('Media');
	expect(await field('summary.en').locator('input[value="theirs"]').isChecked()).toBe(true);
	expect(await field('title.zh').locator('input[value="mine"]').isChecked()).toBe(true);
	await field('title.en').locator('input[value="mine"]').check();
	await press(page, 'Take what is chosen');
	await page.waitForURL(/done=saved/);
	expect(await control(page, 'title.en').inputValue()).toBe('Media');
	expect(await control(page, 'title.zh').inputValue()).toBe('媒体中心');
	expect(await control(page, 'summary.en').inputValue()).toBe('Theirs alone');
	await press(page, 'Discard the draft');
	await page.waitForURL(/done=discarded/);
	expect(await control(page, 'title.en').inputValue()).toBe('Press');
	second.expectNoComplaints(/409/);
	await first.close();
	await second.close();
});

test('without scripts, on a narrow screen, in Chinese: lists, a new record, order, removal', async () => {
	const reader = await signedIn(/secretary/, {
		javaScript: false,
		viewport: { width: 360, height: 740 },
		locale: 'zh-CN',
	});
	const { page } = reader;
	const desk = `${server.origin}/zh/desk/ipspace-2021/site`;
	// A new page, whose address comes from its English title.
	await page.goto(`${desk}/new/page`);
	await control(page, 'title.en').fill('Travel and visas');
	await control(page, 'title.zh').fill('旅行与签证');
	await press(page, '创建草稿');
	expect(page.url()).toContain('/record/page/travel-and-visas?done=saved');
	expect((await fetch(`${edition}/travel-and-visas`)).status).toBe(404);

	// A title more for a person: the button of the list keeps what was typed.
	await page.goto(`${desk}/record/person/lev-zelenyi`);
	await control(page, 'honours.length').waitFor({ state: 'attached' });
	await control(page, 'names.latin.given').fill('Lev M.');
	await page.locator('button[value="add honours"]').click();
	await control(page, 'honours.0').fill('FRS');
	expect(await control(page, 'names.latin.given').inputValue()).toBe('Lev M.');
	await page.locator('button[value="down positions.en.0"]').click();
	expect(await control(page, 'honours.0').inputValue()).toBe('FRS');
	await press(page, '保存并审阅发布');
	const change = await page.locator('[data-key="person/lev-zelenyi"]').innerText();
	expect(change).toContain('FRS');
	await press(page, '放弃草稿');

	// The order of protocol by number; the public sees it once it is published.
	await page.goto(`${desk}/order/partner`);
	const cecc = page.locator('li').filter({ hasText: '中国电子商会' }).last();
	await cecc.locator('input[name="place"]').fill('1');
	await cecc.getByRole('button', { name: /^移动：/ }).click();
	expect(await page.locator('.order li').first().innerText()).toContain('中国电子商会');
	await page.getByRole('link', { name: '审阅并发布顺序' }).click();
	await press(page, '立即发布');
	const home = await textOf(`${server.origin}/zh/ipspace-2021`);
	expect(home.indexOf('中国电子商会')).toBeLessThan(home.indexOf('中国宇航学会'));

	// What others name cannot go; what goes is a draft first.
	await page.goto(`${desk}/remove/organisation/iaa`);
	expect(await page.locator('main').innerText()).toContain('因此不能移除');
	await page.goto(`${desk}/remove/outside/planetary-defence`);
	await press(page, '标记为待移除');
	expect(page.url()).toContain('/publish?');
	await press(page, '放弃草稿');

	// A plan for later, in the zone of the edition; the past is refused at its field.
	await page.goto(`${desk}/publish?key=page%2Ftravel-and-visas`);
	await page.locator('details.plan summary').click();
	await page.locator('input[name="day"]').fill('2021-10-01');
	await press(page, '安排发布');
	expect(await page.locator('.plan .field-error').innerText()).toContain('尚未到来');
	await page.locator('input[name="day"]').fill('2021-10-20');
	await press(page, '安排发布');
	expect(page.url()).toContain('done=planned');
	expect(await page.locator('tbody').innerText()).toContain('2021年10月20日 09:00');
	reader.expectNoComplaints(/400/);
	await reader.close();
});

test('every page of the site’s desk is accessible and fits a narrow screen; the bundle can be taken away', async () => {
	const reader = await signedIn(/secretary/, { viewport: { width: 360, height: 740 } });
	const { page } = reader;
	const paths = ['', '/record/person/bao-weimin', '/order/role', '/translations'];
	for (const path of [...paths, '/remove/person/bao-weimin']) {
		expect((await page.goto(site + path))?.status(), path).toBe(200);
		await reader.expectAccessible();
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wide, path).toBeLessThanOrEqual(0);
	}
	const bundle = await page.request.get(`${site}/export`);
	expect(bundle.headers()['content-type']).toBe('application/zip');
	expect((await bundle.body()).includes('ipspace-2021/pages/about.zh.md')).toBe(true);
	reader.expectNoComplaints();
	await reader.close();

	// A chair has no part in it; an outsider finds nothing.
	const linkOf = (who: string) => Object.entries(server.links).find(([words]) => words.startsWith(who))?.[1] ?? '';
	const chair = await signInByLink(server, 'chair', linkOf('chair'));
	const author = await signInByLink(server, 'author', linkOf('author'));
	for (const path of ['', '/record/edition', '/drafts', '/export']) {
		expect((await chair.ask(site + path)).status, path).toBe(403);
		expect((await author.ask(site + path)).status, path).toBe(404);
	}
});
