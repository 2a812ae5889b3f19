import { afterAll, expect, test } from 'vitest';
import { type Locale, localePath } from '../../src/core/i18n/index.ts';
import { newReference } from '../../src/modules/letters/reference.ts';
import { messages as callMessages } from '../../src/modules/calls/ui/messages.ts';
import { messages as ownMessages } from '../../src/routes/(private)/me/applications/[application]/messages.ts';
import { messages as publicMessages } from '../../src/routes/(public)/messages.ts';
import { messages as verifyMessages } from '../../src/routes/(public)/verify/messages.ts';
import { messages as uiMessages } from '../../src/ui/messages.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { abstractsPath, control, fillAbstract, formIsReady, goodAbstract, press } from '../setup/journey/abstract.ts';
import { decideAsTalk, revokeLetter, sendLetter, type Way } from '../setup/journey/desk.ts';
import { codesOf, pdfText } from '../setup/journey/pdf.ts';
import { openMail, signInByPrintedLink } from '../setup/journey/people.ts';
import { smallPdf } from '../setup/journey/samples.ts';
import { startServer } from '../setup/server.ts';

/** The thread: an abstract is submitted, accepted, announced by a letter, and whoever holds the letter can check it. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const address = 'author@gulfcoast.example';
const acceptance = { en: 'accepted as a talk', zh: '录用通知（口头报告）' };
const outcome = { en: 'Accepted as a talk', zh: '录用为口头报告' };
const revoked = { en: 'Sent to the wrong author.', zh: '误发给其他作者。' };

interface Journey extends Way {
	title: string;
}

test.each<[Locale, string, string]>([
	['en', 'with', 'Bone and sleep after long flights'],
	['zh', 'with', '长期飞行后的骨量与睡眠'],
	['en', 'without', 'Muscle and rest after long flights'],
])(
	'%s, %s JavaScript: from the abstract to the verified letter',
	async (locale, scripts, title) => {
		const javaScript = scripts === 'with';
		const readers: Reader[] = [];
		const somebody = async () => {
			const reader = await browser.reader({ locale: locale === 'en' ? 'en-GB' : 'zh-CN', javaScript });
			readers.push(reader);
			return reader;
		};
		const journey: Journey = {
			origin: server.origin,
			locale,
			javaScript,
			title,
			look: async (reader) => {
				expect(await reader.page.locator('html').getAttribute('lang')).toBe(locale === 'en' ? 'en' : 'zh-Hans');
				if (javaScript) await reader.expectAccessible();
			},
		};

		const author = await somebody();
		await signInByPrintedLink(server, author, 'author', locale);
		const application = await submitAbstract(journey, author);

		const chair = await somebody();
		await signInByPrintedLink(server, chair, 'chair', locale);
		await decideAsTalk(journey, chair, title);

		const secretary = await somebody();
		await signInByPrintedLink(server, secretary, 'secretary', locale);
		const reference = await sendLetter(journey, secretary, title);

		const letter = await takeLetterFromMailbox(journey, author);
		const text = pdfText(letter);
		for (const part of [/Larkfield/i, title, reference]) expect(text).toMatch(part);
		expect(codesOf(letter)).toEqual([`${server.origin}/verify/${reference}`]);

		const stranger = await somebody();
		await verify(journey, stranger, reference, letter);
		await confirmAsAuthor(journey, author, application);

		const organiser = await somebody();
		await signInByPrintedLink(server, organiser, 'organiser', locale);
		await revokeLetter(journey, organiser.page, organiser, reference, revoked);
		await stranger.page.goto(server.origin + localePath(locale, `/verify/${reference}`));
		const shown = await stranger.page.locator('main').innerText();
		expect(shown).toContain(verifyMessages[locale].verify.letter.foundRevoked);
		expect(shown).toContain(revoked[locale]);
		await journey.look(stranger);

		// A reference that can't be one answers with 400 or 404, which the browser notes in its console.
		for (const reader of readers) reader.expectNoComplaints(reader === stranger ? /status of 40[04]/ : undefined);
		for (const reader of readers) await reader.close();
	},
	180_000,
);

/** From the front page to the receipt. @returns the address of the author's own page of it */
async function submitAbstract({ locale, javaScript, title, look }: Journey, author: Reader): Promise<string> {
	const { page } = author;
	const words = publicMessages[locale].calls;
	await page.goto(server.origin + localePath(locale, '/'));
	await look(author);
	await page.goto(server.origin + localePath(locale, '/ipspace-2021/calls'));
	await look(author);
	await page.locator(`main a[href$="${abstractsPath}"]`).first().click();
	await page.waitForURL(new RegExp(`${abstractsPath}$`));
	await look(author);
	await page
		.locator('main')
		.getByRole('link', { name: words.apply(locale === 'en' ? 'abstract' : '摘要') })
		.click();
	await formIsReady(page, javaScript);
	await fillAbstract(page, locale, goodAbstract(locale, { title }));
	await control(page, 'supporting-file').setInputFiles({
		name: 'figures.pdf',
		mimeType: 'application/pdf',
		buffer: smallPdf('Figures'),
	});
	if (javaScript) {
		const count = page.locator('#f-abstract-count');
		expect((await count.innerText()).trim()).toBe(uiMessages[locale].count.words(300));
		await control(page, 'abstract').press('End');
		await control(page, 'abstract').pressSequentially(locale === 'en' ? ' more' : '词');
		expect((await count.innerText()).trim()).toBe(uiMessages[locale].count.words(301));
	}
	await look(author);
	await press(page, locale, 'submit');
	await page.waitForURL(/\/me\/applications\/[^/]+\?submitted=1$/);
	await look(author);
	const shown = await page.locator('main').innerText();
	// The server counts as the page did while it was typed.
	expect(shown).toContain(callMessages[locale].wordCount(javaScript ? 301 : 300));
	expect(shown).toContain('figures.pdf');
	const number = /\bA-\d+\b/.exec(shown)?.[0] ?? 'no number';

	await page.goto(server.origin + localePath(locale, '/me/applications'));
	await look(author);
	await page.locator('main a').filter({ hasText: title }).click();
	await page.waitForURL(/\/me\/applications\/[^/]+$/);
	const own = page.url();
	await openMail(page, server.origin, locale, address, new RegExp(`${title}.*${number}`));
	await look(author);
	expect(await page.locator('main pre').innerText()).toContain(number);
	return own;
}

/** The mail with the letter, and the PDF that hangs on it. */
async function takeLetterFromMailbox({ locale, title, look }: Journey, author: Reader): Promise<Buffer> {
	const { page, context } = author;
	await openMail(
		page,
		server.origin,
		locale,
		address,
		new RegExp(`${acceptance[locale].replace(/[（）]/g, '.')}.*${title}`),
	);
	await look(author);
	const attached = page.locator('main a[href*="/attachments/"]');
	expect(await attached.count()).toBe(1);
	const response = await context.request.get(new URL((await attached.getAttribute('href')) ?? '', page.url()).href);
	expect(response.headers()['content-type']).toBe('application/pdf');
	return response.body();
}

/** Whoever holds the letter: the real one, one with a slip of the pen, an invented one, a copied number on another PDF. */
async function verify(
	{ locale, title, look }: Journey,
	stranger: Reader,
	reference: string,
	letter: Buffer,
): Promise<void> {
	const { page } = stranger;
	const words = verifyMessages[locale].verify;
	const at = (what: string) => server.origin + localePath(locale, `/verify${what}`);
	const main = page.locator('main');

	await page.goto(at(''));
	await look(stranger);
	await page.locator('input[name="reference"]').fill(reference.toLowerCase());
	await page.getByRole('button', { name: words.check, exact: true }).click();
	await page.waitForURL(new RegExp(`/verify/${reference}$`));
	await look(stranger);
	const shown = await main.innerText();
	for (const text of [words.letter.foundValid, title, outcome[locale]]) expect(shown).toContain(text);
	expect(shown).toMatch(/Larkfield/i);

	const upload = async (bytes: Buffer, answer: string) => {
		await page
			.locator('input[type="file"]')
			.setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: bytes });
		await page.getByRole('button', { name: words.compareDo, exact: true }).click();
		await expect.poll(() => main.innerText()).toContain(answer);
		await look(stranger);
	};
	await upload(smallPdf(`Letter no. ${reference}`), words.letter.different);
	await upload(letter, words.letter.same);

	// One character changed: no letter is looked up, the slip is named.
	const last = reference.at(-1);
	const slip = reference.slice(0, -1) + (last === '2' ? '3' : '2');
	await page.goto(at(''));
	await page.locator('input[name="reference"]').fill(slip);
	await page.getByRole('button', { name: words.check, exact: true }).click();
	await expect.poll(() => main.innerText()).toContain(words.badReference);
	await look(stranger);
	expect(await page.locator('input[name="reference"]').inputValue()).toBe(slip);
	await page.goto(at(`/${slip}`));
	expect(await main.innerText()).toContain(words.malformed);
	await page.goto(at(`/${newReference('ipspace-2021')}`));
	expect(await main.innerText()).toContain(words.notFound);
	expect(await main.innerText()).not.toContain(title);
	await look(stranger);
}

/** The author sees the decision on the page of the application, opens the letter there too, and confirms in time. */
async function confirmAsAuthor({ locale, look }: Journey, author: Reader, application: string): Promise<void> {
	const { page } = author;
	const words = ownMessages[locale];
	await page.goto(application);
	await look(author);
	expect(await page.locator('main').innerText()).toContain(outcome[locale]);
	expect(await page.locator('main a[href*="/me/letters/"]').count()).toBe(1);
	await page.getByRole('button', { name: words.confirm, exact: true }).click();
	await expect.poll(() => page.locator('main').innerText()).toContain(words.answered.confirmed);
	await look(author);
}
