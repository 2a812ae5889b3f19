import { afterAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { inProject } from '../../src/core/paths/index.ts';
import { type OpenOptions, type Reader, testBrowser } from '../setup/browser.ts';
import { signInByLink } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** An article from its first word to its correction; who may write only; without scripts; two at once. */
const server = await startServer({ patience: 120_000 });
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const newsroom = `${server.origin}/desk/newsroom`;
const picture = inProject('editions', 'ipspace-2021', 'assets', 'earth.png');
const linkOf = (who: string) => Object.entries(server.links).find(([words]) => words.startsWith(who))?.[1] ?? '';

async function signedIn(who: string, options: OpenOptions = {}): Promise<Reader> {
	const reader = await browser.reader(options);
	await reader.page.goto(linkOf(who));
	await reader.page.locator('main form button').first().click();
	await reader.page.waitForURL((url) => !url.pathname.includes('/cast/'));
	return reader;
}

const control = (page: Page, name: string) => page.locator(`form.writing [name="${name}"]`);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const saved = (page: Page) => page.locator('[data-save="saved"]').waitFor();
const textOf = async (path: string) => (await fetch(server.origin + path)).text();
const idIn = (page: Page) => /newsroom\/([0-9a-z]{12,})/.exec(page.url())?.[1] ?? '';

/** Begins an article about the edition and leads to its editor. */
async function begin(page: Page, titles: { en?: string; zh?: string }, language = ''): Promise<string> {
	await page.goto(`${server.origin}${language}/desk/newsroom/new?edition=ipspace-2021`);
	for (const [locale, title] of Object.entries(titles)) await page.locator(`[name="title.${locale}"]`).fill(title);
	await page.locator('main form .button-primary').click();
	await page.waitForURL(/newsroom\/[0-9a-z]{12,}/);
	return idIn(page);
}

test('written by one, published by another, corrected with its date', async () => {
	const secretary = await signedIn('secretary');
	const { page } = secretary;
	const id = await begin(page, { en: 'A sample closes in agreement' });
	await control(page, 'texts.en.standfirst').fill('Three invented days end well.');
	await control(page, 'texts.en.body').fill('The hall was full.\n\n## What was said\n\nPeople spoke.');
	await control(page, 'texts.zh.title').fill('样例会议达成共识');
	await control(page, 'texts.zh.standfirst').fill('虚构的三天圆满结束。');
	await control(page, 'texts.zh.body').fill('会场座无虚席。\n\n## 会上所言\n\n大家发言。');
	await control(page, 'sample').check();
	await saved(page);
	expect(await page.locator('[data-save]').innerText()).toMatch(/^Saved \d\d:\d\d:\d\d$/);
	await expect.poll(() => page.locator('[data-preview="zh"] h4').innerText()).toBe('会上所言');

	// A picture is not sent without words in both languages; with them it stands where the caret was.
	await page.locator('.picture-new summary').click();
	await page.locator('[name="picture.file"]').setInputFiles(picture);
	await page.locator('[name="picture.alternative.en"]').fill('The Earth at night');
	await press(page, 'Upload');
	await page.locator('.picture-new .field-error').waitFor();
	await page.locator('[name="picture.alternative.zh"]').fill('夜间的地球');
	await page.locator('[name="picture.credit.en"]').fill('Drawn for a test');
	await control(page, 'texts.en.body').evaluate((body) => {
		const text = body as unknown as { focus(): void; setSelectionRange(from: number, to: number): void };
		text.focus();
		text.setSelectionRange(3, 3);
	});
	await press(page, 'Upload');
	await expect
		.poll(() => control(page, 'texts.en.body').inputValue())
		.toContain('The hall was full.\n\n![](asset:earth)\n\n## What');
	expect(await control(page, 'texts.zh.body').inputValue()).toContain('![](asset:earth)');

	// A quotation, its speaker found by keyboard, and the same person in the byline.
	await page.locator('[name="quotation.search"]').fill('zelen');
	await page.locator('li[role="option"]').first().waitFor();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await press(page, 'Add to the byline');
	await expect.poll(() => control(page, 'byline.0.name.en').inputValue()).toBe('Lev Zelenyi');
	await control(page, 'byline.0.name.en').fill('Ann Sample');
	await control(page, 'byline.0.name.zh').fill('安样例');
	await control(page, 'byline.0.person').selectOption('');
	await control(page, 'topics').fill('climate');
	await saved(page);
	await secretary.expectAccessible();

	// What she may and may not: she submits with a note; publishing is refused with a reason.
	await press(page, 'Save and check');
	await page.waitForURL(/\/publish$/);
	expect(await page.getByRole('button', { name: 'Publish now' }).count()).toBe(0);
	await page.locator('[name="submission"]').fill('Please look at the second section.');
	await press(page, 'Submit for review');
	await page.getByText('Submitted for review.').waitFor();
	const writer = await signInByLink(server, 'secretary', linkOf('secretary'));
	const refused = await writer.ask(`/desk/newsroom/${id}/publish?/publish`, {
		method: 'POST',
		body: new URLSearchParams({ revision: '1' }),
	});
	expect(refused.status).toBe(403);
	const author = await signInByLink(server, 'author', linkOf('author'));
	for (const path of ['', `/${id}`, `/${id}/preview`, `/${id}/history`, `/${id}/people?q=a`]) {
		expect((await author.ask(`/desk/newsroom${path}`)).status, path).toBe(404);
	}
	expect((await fetch(`${server.origin}/news/a-sample-closes-in-agreement`)).status).toBe(404);

	const organiser = await signedIn('organiser');
	const desk = organiser.page;
	await desk.goto(`${newsroom}/${id}/preview`);
	expect(await desk.locator('article.article h1').innerText()).toBe('A sample closes in agreement');
	await organiser.expectAccessible();
	await desk.goto(`${newsroom}/${id}/publish`);
	expect(await desk.locator('main').innerText()).toContain('Please look at the second section.');
	await organiser.expectAccessible();
	await press(desk, 'Publish now');
	await desk.getByText('Published.', { exact: true }).waitFor();
	const english = await textOf('/news/a-sample-closes-in-agreement');
	expect(english).toContain('What was said');
	expect(english).toContain('The Earth at night');
	expect(await textOf('/zh/news/a-sample-closes-in-agreement')).toContain('会上所言');

	// What is written now stays inside until it is published, here with a correction in both languages.
	await desk.goto(`${newsroom}/${id}`);
	await control(desk, 'texts.en.body').fill('The hall was half full.\n\n![](asset:earth)');
	await saved(desk);
	expect(await textOf('/news/a-sample-closes-in-agreement')).not.toContain('half full');
	await desk.goto(`${newsroom}/${id}/publish`);
	expect(await desk.locator('[data-path="texts.en.body"] ins').allInnerTexts()).toEqual(
		expect.arrayContaining([expect.stringContaining('half')]),
	);
	await desk.locator('[name="note.en"]').fill('The hall was not full.');
	await press(desk, 'Publish with a correction');
	await desk.locator('#f-note-zh-error').waitFor();
	expect(await desk.locator('[name="note.en"]').inputValue()).toBe('The hall was not full.');
	await desk.locator('[name="note.zh"]').fill('会场并未坐满。');
	await press(desk, 'Publish with a correction');
	await desk.getByText('Published with its correction.').waitFor();
	const corrected = await textOf('/news/a-sample-closes-in-agreement');
	expect(corrected).toContain('The hall was not full.');
	expect(corrected).toContain('10 October 2021');
	await desk.goto(`${newsroom}/${id}/history/1`);
	expect(await desk.locator('main').innerText()).toContain('The hall was full.');
	await desk.goto(`${newsroom}?edition=ipspace-2021&q=closes in`);
	expect(await desk.locator('tbody tr').count()).toBe(1);
	await organiser.expectAccessible();
	organiser.expectNoComplaints(/400/);
	secretary.expectNoComplaints();
	await organiser.close();
	await secretary.close();
});

test('without scripts, on a narrow screen, in Chinese; two at once lose nothing', async () => {
	const options = { javaScript: false, viewport: { width: 360, height: 740 }, locale: 'zh-CN' } as const;
	const reader = await signedIn('organiser', options);
	const { page } = reader;
	const id = await begin(page, { zh: '无脚本的样例' }, '/zh');
	await control(page, 'texts.zh.body').fill('第一段。');
	await page.locator('[name="quotation.search"]').fill('Zelenyi');
	await page.locator('button[formaction="?/people"]').click();
	await page.locator('.quotation-fields summary').click();
	await page.locator('[name="quotation.words"]').fill('此言为测试而虚构。');
	await page.locator('[name="quotation.language"][value="zh"]').check();
	await page.locator('button[formaction="?/quote"]').click();
	expect(await control(page, 'texts.zh.body').inputValue()).toMatch(
		/^第一段。\n\n> 此言为测试而虚构。\n>\n> — \[.+\]\(person:lev-zelenyi\)/,
	);
	await page.locator('button[value="add sources"]').click();
	await control(page, 'sources.0.label.zh').fill('报告');
	await page.locator('button[formaction="?/preview"]').click();
	expect(await page.locator('[data-preview="zh"]').innerText()).toContain('此言为测试而虚构。');
	expect(await page.locator('#missing').innerText()).toContain('导语');
	await page.locator('.writing-end button[formaction="?/save"]').click();
	expect(page.url()).toContain('done=saved');
	expect(await control(page, 'sources.0.label.zh').inputValue()).toBe('报告');

	// Somebody else saves; the older form shows both texts, and each field is chosen.
	const other = await signedIn('secretary');
	await other.page.goto(`${newsroom}/${id}`);
	await control(other.page, 'texts.zh.title').fill('他人的标题');
	await saved(other.page);
	await control(page, 'texts.zh.standfirst').fill('我的导语。');
	await page.locator('.writing-end button[formaction="?/save"]').click();
	expect(await page.locator('[data-path="texts.zh.title"]').innerText()).toContain('他人的标题');
	expect(await page.locator('[data-path="texts.zh.standfirst"]').innerText()).toContain('我的导语。');
	await page.locator('form[action="?/resolve"] .button-primary').click();
	expect(page.url()).toContain('done=resolved');
	expect(await control(page, 'texts.zh.title').inputValue()).toBe('他人的标题');
	expect(await control(page, 'texts.zh.standfirst').inputValue()).toBe('我的导语。');

	// The session ends while he writes: what he typed is shown again.
	await control(page, 'texts.zh.body').fill('写于退出之后。');
	await reader.context.clearCookies();
	await page.locator('.writing-end button[formaction="?/save"]').click();
	expect(await control(page, 'texts.zh.body').inputValue()).toBe('写于退出之后。');
	expect(await page.locator('main').innerText()).toContain('您已退出登录');
	expect(await page.locator('main').innerText()).not.toContain('他人的标题');
	const wide = await page.locator('main').evaluate((main) => (main as unknown as { scrollWidth: number }).scrollWidth);
	expect(wide).toBeLessThanOrEqual(360);
	reader.expectNoComplaints(/40[19]/);
	await reader.close();
	await other.close();
});
