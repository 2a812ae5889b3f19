import { afterAll, describe, expect, test } from 'vitest';
import { type Locale, localePath } from '../../src/core/i18n/index.ts';
import { refusalMessages as callRefusals } from '../../src/modules/calls/ui/refusal-messages.ts';
import { messages as applyPage } from '../../src/routes/(private)/[edition]/calls/[call]/apply/messages.ts';
import { messages as clockMessages } from '../../src/routes/(private)/desk/clock/messages.ts';
import { messages as publicMessages } from '../../src/routes/(public)/messages.ts';
import { messages as uiMessages } from '../../src/ui/messages.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { stranger } from '../setup/cast.ts';
import { abstractsPath, fillAbstract, formIsReady, goodAbstract, press, typedIn } from '../setup/journey/abstract.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer, type TestServer } from '../setup/server.ts';

/** The close of the call of abstracts: the end of 15 October 2021 in China. Accepted before it, refused from it on. */
const closes = Date.UTC(2021, 9, 15, 16);

/** An author, signed in, with a whole abstract in the form that only waits to be submitted. */
async function readyToSubmit(server: TestServer, reader: Reader, locale: Locale, title: string, javaScript = true) {
	const { page } = reader;
	if ((await reader.context.cookies()).length === 0) await signInByPrintedLink(server, reader, 'author', locale);
	await page.goto(`${server.origin}${localePath(locale, abstractsPath)}/apply?new`);
	await formIsReady(page, javaScript);
	await fillAbstract(page, locale, goodAbstract(locale, { title }));
}

/** Refused with the deadline in both zones; the draft is kept; the page of the call says that it is closed. */
async function expectTooLate(server: TestServer, reader: Reader, locale: Locale, javaScript: boolean): Promise<void> {
	const { page } = reader;
	const typed = await typedIn(page);
	await press(page, locale, 'submit');
	const refusal = page.locator('.notice-bad');
	const sentence = callRefusals[locale]['window-closed']({ closesAt: closes, zone: 'Asia/Shanghai' });
	await expect.poll(() => refusal.allInnerTexts().then((texts) => texts.join('\n'))).toContain(sentence);
	expect(sentence).toMatch(/15.*23:59.*UTC\+8.*15.*15:59.*UTC/);
	expect(await typedIn(page)).toEqual(typed);
	// The reader sits in Chicago: with script his own time stands at the deadline too.
	const own = page.locator('.deadline .reader-time');
	if (javaScript) {
		expect(await own.innerText()).toContain(uiMessages[locale].readerTime('').trim());
		expect(await own.innerText()).toContain('10:59 (UTC-5)'.replace('-', '−'));
		await reader.expectAccessible();
	} else expect(await own.count()).toBe(0);

	await page.goto(`${server.origin}${localePath(locale, '/me/applications')}`);
	await page
		.locator(`a[href*="/apply?draft="]`)
		.filter({ hasText: typed.title ?? '' })
		.click();
	await formIsReady(page, javaScript);
	expect(await typedIn(page)).toEqual(typed);

	await page.goto(server.origin + localePath(locale, abstractsPath));
	const shown = await page.locator('main').innerText();
	expect(shown).toContain(publicMessages[locale].calls.closed);
	expect(await page.locator('main a[href$="/apply"]').count()).toBe(0);
}

/** Who comes only now is offered no form that would be refused. */
async function expectNoFormToBegin(server: TestServer): Promise<void> {
	for (const [locale, { closed }] of Object.entries(applyPage)) {
		const response = await stranger(server).ask(localePath(locale as Locale, `${abstractsPath}/apply`));
		const html = await response.text();
		expect(html).toContain(closed);
		expect(html).not.toContain('formaction="?/submit"');
	}
}

const chicago = { zone: 'America/Chicago' };

describe('with the dial of the command line', async () => {
	const server = await startServer();
	afterAll(() => server.dispose());
	const browser = await testBrowser(server.origin);

	test('the last seconds before the close: accepted; after it: refused with the deadline in both zones, draft kept', async () => {
		const early = await browser.reader(chicago);
		const late = await browser.reader(chicago);
		const plain = await browser.reader({ ...chicago, locale: 'zh-CN', javaScript: false });
		await readyToSubmit(server, late, 'en', 'One second too late');
		await readyToSubmit(server, plain, 'zh', '迟了一秒', false);
		// Reviewers must not learn who wrote it, and he is not held up by being told so now.
		await readyToSubmit(server, early, 'en', 'Freya Larkfield’s last seconds');

		// First to the last minutes, so that what falls due before them is done when the last seconds begin.
		await orrery(server, 'clock', 'set', '2021-10-15T23:55:00');
		await orrery(server, 'clock', 'set', '2021-10-15T23:59:40');
		await press(early.page, 'en', 'submit');
		await early.page.waitForURL(/\?submitted=1$/);
		expect(await early.page.locator('main').innerText()).toContain('Freya Larkfield’s last seconds');

		await orrery(server, 'clock', 'set', '2021-10-16T00:00:00');
		await expectTooLate(server, late, 'en', true);
		await expectTooLate(server, plain, 'zh', false);
		await expectNoFormToBegin(server);
		late.expectNoComplaints(/status of 4\d\d/);
		plain.expectNoComplaints(/status of 4\d\d/);
		for (const reader of [early, late, plain]) await reader.close();
	});
});

describe('with the dial of the desk', async () => {
	const server = await startServer();
	afterAll(() => server.dispose());
	const browser = await testBrowser(server.origin);

	test('the organiser jumps to the close of the call: the next abstract is refused', async () => {
		const author = await browser.reader({ ...chicago, locale: 'zh-CN' });
		await readyToSubmit(server, author, 'zh', '截止之后');
		await author.page.locator('output[data-save="saved"]').waitFor();
		// Somebody else has the form open and has written nothing yet.
		const tardy = await browser.reader(chicago);
		await tardy.page.goto(`${server.origin}${abstractsPath}/apply`);
		await formIsReady(tardy.page, true);
		const organiser = await browser.reader();
		const { page } = organiser;
		await signInByPrintedLink(server, organiser, 'organiser', 'en');
		await page.goto(`${server.origin}/desk/clock`);
		const words = clockMessages.en;
		await organiser.expectAccessible();
		const jump = page
			.getByRole('listitem')
			.filter({ has: page.getByRole('heading', { name: words.kinds.closes, exact: true }) })
			// Other calls close later.
			.first();
		await jump.getByRole('button').click();
		await expect.poll(() => page.locator('main').innerText(), { timeout: 60_000 }).toContain(words.settled);
		expect(await page.locator('.dial').innerText()).toContain('16 Oct');
		organiser.expectNoComplaints();
		await expectTooLate(server, author, 'zh', true);
		author.expectNoComplaints(/status of 4\d\d/);
		await tardy.page.locator('[name="title"]').fill('Begun after the close');
		await tardy.page.locator('output[data-save="refused"]').waitFor();
		expect(await tardy.page.locator('[name="title"]').inputValue()).toBe('Begun after the close');
		tardy.expectNoComplaints(/status of 4\d\d/);
		for (const reader of [author, organiser, tardy]) await reader.close();
	});
});
