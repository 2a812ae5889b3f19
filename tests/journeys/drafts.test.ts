import { afterAll, expect, test } from 'vitest';
import { type Locale, localePath } from '../../src/core/i18n/index.ts';
import { applyMessages } from '../../src/modules/calls/ui/apply-messages.ts';
import { signInMessages } from '../../src/modules/people/ui/sign-in-messages.ts';
import { messages as ownMessages } from '../../src/routes/(private)/me/applications/[application]/messages.ts';
import { testBrowser } from '../setup/browser.ts';
import {
	abstractsPath,
	control,
	fillAbstract,
	formIsReady,
	goodAbstract,
	press,
	typedIn,
} from '../setup/journey/abstract.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { openMail, signInByPrintedLink, signInCode } from '../setup/journey/people.ts';
import { smallPdf } from '../setup/journey/samples.ts';
import { startServer } from '../setup/server.ts';

/** What is written is never lost: before signing in, offline, in two windows, without scripts, after submitting. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const applyAt = (locale: Locale) => `${server.origin}${localePath(locale, abstractsPath)}/apply`;

test.each<[Locale, string, boolean]>([
	['en', 'with', true],
	['zh', 'without', false],
])(
	'%s, %s JavaScript: a draft begun before signing in is claimed by the code of the mail, changed and withdrawn',
	async (locale, _, javaScript) => {
		const reader = await browser.reader({ javaScript });
		const { page } = reader;
		const address = `new.author.${locale}@lakeside.example`;
		const words = applyMessages[locale];
		const own = ownMessages[locale];

		await page.goto(applyAt(locale));
		await formIsReady(page, javaScript);
		const first = goodAbstract(locale);
		await fillAbstract(page, locale, first);
		await control(page, 'supporting-file').setInputFiles({
			name: 'figures.pdf',
			mimeType: 'application/pdf',
			buffer: smallPdf('Figures'),
		});
		const typed = await typedIn(page);
		await press(page, locale, 'submit');

		await page.waitForURL(/\/sign-in\?next=/);
		if (javaScript) await reader.expectAccessible();
		await page.locator('input[name="address"]').fill(address);
		await page.getByRole('button', { name: signInMessages[locale].send, exact: true }).click();
		await page.locator('input[name="code"]').waitFor();
		if (javaScript) await reader.expectAccessible();
		const mailbox = await reader.context.newPage();
		const code = await signInCode(mailbox, server.origin, locale, address);
		await page.locator('input[name="code"]').fill(code);
		await page.getByRole('button', { name: signInMessages[locale].enter, exact: true }).click();

		await page.waitForURL(/\/apply\?draft=[^&]+&check$/);
		await formIsReady(page, javaScript);
		expect(await typedIn(page)).toEqual(typed);
		expect(await page.locator('form.apply').innerText()).toContain('figures.pdf');
		await press(page, locale, 'submit');
		await page.waitForURL(/\/me\/applications\/[^/]+\?submitted=1$/);
		const application = new URL(page.url()).pathname;
		await openMail(mailbox, server.origin, locale, address, new RegExp(first.title));

		// A second version: a change that can be read, and a receipt of its own.
		await page.getByRole('button', { name: own.change, exact: true }).click();
		await page.waitForURL(/\/apply\?draft=/);
		await formIsReady(page, javaScript);
		expect(await typedIn(page)).toMatchObject({ title: first.title, abstract: first.abstract });
		const changed = `${first.title} ${locale === 'en' ? 'revisited' : '再论'}`;
		await control(page, 'title').fill(changed);
		await press(page, locale, 'submitChange');
		await page.waitForURL(/\?submitted=2$/);
		const second = page.locator('details.version').first();
		await second.locator('summary').click();
		expect(await second.locator('summary').innerText()).toContain(own.version(2));
		expect(await second.locator('ins, [data-change="added"]').allInnerTexts()).toEqual([
			expect.stringContaining(locale === 'en' ? 'revisited' : '再论'),
		]);
		if (javaScript) await reader.expectAccessible();
		await openMail(mailbox, server.origin, locale, address, new RegExp(changed));

		// Withdrawn for good: nothing can be changed any more, what was handed in stays readable.
		await page.getByText(own.withdraw, { exact: true }).click();
		await page.getByRole('button', { name: own.withdrawYes }).click();
		await page.waitForURL((url) => url.pathname === application && url.search === '');
		expect(await page.getByRole('button', { name: own.change, exact: true }).count()).toBe(0);
		expect(await page.locator('main').innerText()).toContain(changed);
		await mailbox.close();
		expect(await page.getByRole('button', { name: words.submit, exact: true }).count()).toBe(0);
		reader.expectNoComplaints();
		await reader.close();
	},
);

test('what is typed is saved by itself, kept while offline, and sent when the connection is back', async () => {
	const reader = await browser.reader();
	const { page, context } = reader;
	const words = applyMessages.en;
	await page.goto(applyAt('en'));
	await formIsReady(page, true);
	const status = page.locator('form.apply output[data-save]');
	await control(page, 'title').fill('Typed in the train');
	await expect.poll(() => status.getAttribute('data-save'), { timeout: 15_000 }).toBe('saved');

	await context.setOffline(true);
	await control(page, 'title').fill('Typed in the tunnel');
	await expect.poll(() => status.innerText(), { timeout: 15_000 }).toBe(words.status.offline);
	await context.setOffline(false);
	await expect.poll(() => status.getAttribute('data-save'), { timeout: 15_000 }).toBe('saved');
	await page.reload();
	await formIsReady(page, true);
	expect((await typedIn(page)).title).toBe('Typed in the tunnel');

	// The window is closed while it is offline: the device has kept it.
	await context.setOffline(true);
	const tried = page.waitForEvent('requestfailed');
	await control(page, 'title').fill('Typed before the battery was empty');
	await tried;
	await expect.poll(() => status.getAttribute('data-save'), { timeout: 15_000 }).toBe('offline');
	await page.close();
	await context.setOffline(false);
	const later = await context.newPage();
	await later.goto(applyAt('en'));
	await formIsReady(later, true);
	expect((await typedIn(later)).title).toBe('Typed before the battery was empty');
	const laterStatus = later.locator('form.apply output[data-save]');
	await expect.poll(() => laterStatus.getAttribute('data-save'), { timeout: 15_000 }).toBe('saved');
	// The browser notes each request that could not leave.
	reader.expectNoComplaints(/ERR_INTERNET_DISCONNECTED/);
	await reader.close();
});

test.each<Locale>(['en', 'zh'])(
	'%s: two windows on one draft: both texts are shown, and the one chosen stays',
	async (locale) => {
		const reader = await browser.reader();
		const { page: one, context } = reader;
		await one.goto(applyAt(locale));
		await formIsReady(one, true);
		const saved = (page: typeof one) => page.locator('form.apply output[data-save]');
		await control(one, 'title').fill('Common beginning');
		await expect.poll(() => saved(one).getAttribute('data-save'), { timeout: 15_000 }).toBe('saved');
		const two = await context.newPage();
		await two.goto(applyAt(locale));
		await formIsReady(two, true);

		await control(one, 'title').fill('Common beginning, first window');
		await expect.poll(() => saved(one).innerText(), { timeout: 15_000 }).not.toBe('');
		await expect.poll(() => saved(one).getAttribute('data-save'), { timeout: 15_000 }).toBe('saved');
		await control(two, 'title').fill('Common beginning, other one');
		await control(two, 'keywords').fill('alpha');
		await expect.poll(() => saved(two).getAttribute('data-save'), { timeout: 15_000 }).toBe('conflict');
		await press(two, locale, 'save');
		const notice = two.locator('.notice-bad').filter({ has: two.locator('.changes') });
		await expect.poll(() => notice.innerText()).toContain('first window');
		expect(await notice.innerText()).toContain('other one');
		expect((await typedIn(two)).title).toBe('Common beginning, other one');
		await press(two, locale, 'save');
		await two.waitForURL(/\?draft=/);
		await one.goto(applyAt(locale));
		await formIsReady(one, true);
		expect(await typedIn(one)).toMatchObject({ title: 'Common beginning, other one', keywords: 'alpha' });
		reader.expectNoComplaints(/status of 409/);
		await reader.close();
	},
);

test('authors are added, moved and removed without JavaScript', async () => {
	const reader = await browser.reader({ javaScript: false });
	const { page } = reader;
	const words = applyMessages.en.person;
	await page.goto(applyAt('en'));
	const good = goodAbstract('en');
	const [first, second] = good.authors;
	if (!first || !second) return expect.unreachable();
	await fillAbstract(page, 'en', {
		...good,
		authors: [first, second, { ...second, family: 'Thirdwell', email: 'third@fjord.example' }],
	});
	const families = async () => {
		const typed = await typedIn(page);
		return [0, 1, 2, 3].map((place) => typed[`authors.${place}.family`]).filter((name) => name !== undefined);
	};
	expect(await families()).toEqual(['Larkfield', 'Ellingboe', 'Thirdwell']);
	await page.getByRole('button', { name: words.up(3), exact: true }).click();
	await expect.poll(families).toEqual(['Larkfield', 'Thirdwell', 'Ellingboe']);
	await page.getByRole('button', { name: words.down(1), exact: true }).click();
	await expect.poll(families).toEqual(['Thirdwell', 'Larkfield', 'Ellingboe']);
	await page.getByRole('button', { name: words.remove(1), exact: true }).click();
	await expect.poll(families).toEqual(['Larkfield', 'Ellingboe']);
	// The presenter’s mark went along with its person, and nothing else has changed.
	expect(await typedIn(page)).toMatchObject({ 'authors.presenter': '1', title: good.title, abstract: good.abstract });
	reader.expectNoComplaints();
	await reader.close();
});

test('on site or online can be changed after the close until its date, nothing else', async () => {
	const reader = await browser.reader();
	const { page } = reader;
	const own = ownMessages.en;
	await signInByPrintedLink(server, reader, 'author', 'en');
	await page.goto(`${applyAt('en')}?new`);
	await formIsReady(page, true);
	await fillAbstract(page, 'en', goodAbstract('en', { mode: 'online', title: 'Changeable in one thing' }));
	await press(page, 'en', 'submit');
	await page.waitForURL(/\?submitted=1$/);
	const application = page.url().replace(/\?.*/, '');

	await orrery(server, 'clock', 'set', '2021-10-20T12:00:00');
	await page.goto(application);
	expect(await page.getByRole('button', { name: own.change, exact: true }).count()).toBe(0);
	await page.locator('input[name="mode"][value="on-site"]').check();
	await page.getByRole('button', { name: own.saveField, exact: true }).click();
	await expect.poll(() => page.locator('details.version').count()).toBe(2);
	await page.reload();
	expect(await page.locator('input[name="mode"][value="on-site"]').isChecked()).toBe(true);
	await reader.expectAccessible();

	await orrery(server, 'clock', 'set', '2021-11-09T00:00:00');
	await page.reload();
	expect(await page.getByRole('button', { name: own.saveField, exact: true }).count()).toBe(0);
	reader.expectNoComplaints();
	await reader.close();
});
