import { afterAll, describe, expect, test } from 'vitest';
import { type Locale, localePath } from '../../src/core/i18n/index.ts';
import { problemMessages } from '../../src/modules/calls/ui/problem-messages.ts';
import { testBrowser } from '../setup/browser.ts';
import {
	abstractsPath,
	control,
	errorAt,
	fillAbstract,
	formIsReady,
	goodAbstract,
	press,
	typedIn,
} from '../setup/journey/abstract.ts';
import { signInByPrintedLink } from '../setup/journey/people.ts';
import { largeFile, programBytes, smallPdf, textOf } from '../setup/journey/samples.ts';
import { startServer } from '../setup/server.ts';

/** Whatever is wrong with an abstract is said at its field in the page's language, and nothing typed is lost. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const tooLarge = largeFile();

const journeys: [Locale, 'with' | 'without'][] = [
	['en', 'with'],
	['zh', 'with'],
	['en', 'without'],
	['zh', 'without'],
];

describe.each(journeys)('%s, %s JavaScript', (locale, scripts) => {
	const javaScript = scripts === 'with';
	const say = problemMessages[locale];

	test('six mistakes in three tries, then it is received', async () => {
		const reader = await browser.reader({ locale: locale === 'en' ? 'en-GB' : 'zh-CN', javaScript });
		const { page } = reader;
		await signInByPrintedLink(server, reader, 'author', locale);
		await page.goto(`${server.origin}${localePath(locale, abstractsPath)}/apply?new`);
		await formIsReady(page, javaScript);

		const good = goodAbstract(locale);
		const [first, second] = good.authors;
		if (!first || !second) return expect.unreachable();
		const wrongOrcid = { ...second, orcid: '0000-0002-1825-0098' };
		await fillAbstract(page, locale, {
			...good,
			track: '',
			abstract: textOf(249, locale),
			authors: [first, wrongOrcid],
		});
		const file = control(page, 'supporting-file');
		await file.setInputFiles({ name: 'figures.pdf', mimeType: 'application/pdf', buffer: smallPdf('Figures') });

		/** Submits what must be refused: these messages at these fields, no others, and everything typed still there. */
		const expectRefused = async (expected: Record<string, string>) => {
			const typed = await typedIn(page);
			await press(page, locale, 'submit');
			const summary = page.getByRole('alert').getByRole('listitem');
			// Above the form each is said with the name of its field.
			const said = async () => (await summary.allInnerTexts()).map((text) => text.replace(/^[^:：]+[:：] ?/, ''));
			await expect.poll(said).toEqual(Object.values(expected));
			for (const [path, message] of Object.entries(expected)) {
				expect(await errorAt(page, path).innerText()).toBe(message);
				expect(/\p{Script=Han}{2}/u.test(message)).toBe(locale === 'zh');
			}
			expect(await page.locator('.field-error').count()).toBe(Object.keys(expected).length);
			expect(await typedIn(page)).toEqual(typed);
			expect(await page.locator('form.apply').innerText()).toContain('figures.pdf');
		};

		await expectRefused({
			track: say.required(),
			abstract: say['too-few-words']({ words: 249, min: 250, max: 500 }),
			'authors.1.orcid': say['bad-orcid-digit'](),
		});
		if (javaScript) await reader.expectAccessible();

		await control(page, 'track').selectOption('T3');
		await control(page, 'authors.1.orcid').fill('0000-0001-5109-3700');
		await control(page, 'abstract').fill(textOf(501, locale));
		await file.setInputFiles(tooLarge);
		await expectRefused({
			'supporting-file': say['file-too-large']({ max: 10_485_760 }),
			abstract: say['too-many-words']({ words: 501, min: 250, max: 500 }),
		});

		await control(page, 'abstract').fill(textOf(500, locale));
		await file.setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer: programBytes() });
		await expectRefused({ 'supporting-file': say['file-type']({ accepted: 'application/pdf' }) });

		if (javaScript) await file.setInputFiles([]);
		await press(page, locale, 'submit');
		await page.waitForURL(/\/me\/applications\/[^/]+\?submitted=1$/);
		const shown = await page.locator('main').innerText();
		for (const text of [good.title, 'figures.pdf', first.affiliation, second.affiliation, 'America/Chicago']) {
			expect(shown).toContain(text);
		}
		// The browser itself notes an answer that refuses (400) in its console.
		reader.expectNoComplaints(/status of 400/);
		await reader.close();
	});
});
