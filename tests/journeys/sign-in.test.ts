import { afterAll, describe, expect, test } from 'vitest';
import { type Locale, localePath } from '../../src/core/i18n/index.ts';
import { meMessages } from '../../src/modules/people/ui/me-messages.ts';
import { signInMessages } from '../../src/modules/people/ui/sign-in-messages.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { openMail, signInCode } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** A person signs in by mail, says who he is, joins a second account, adds a passkey, and leaves without a trace. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);

const journeys: [Locale, 'with' | 'without'][] = [
	['en', 'with'],
	['zh', 'without'],
];

describe.each(journeys)('%s, %s JavaScript', (locale, scripts) => {
	const javaScript = scripts === 'with';
	const at = (path: string) => server.origin + localePath(locale, path);
	const options = { locale: locale === 'en' ? 'en-GB' : 'zh-CN', javaScript } as const;
	const accessible = (reader: Reader) => (javaScript ? reader.expectAccessible() : Promise.resolve());
	const [t, me] = [signInMessages[locale], meMessages[locale]];
	const address = `journey-${locale}@sample.example`;
	const second = `second-${locale}@sample.example`;

	test('from the first code to the erasure', async () => {
		const reader = await browser.reader({ ...options, viewport: { width: 360, height: 800 } });
		const { page, context } = reader;
		const button = (name: string) => page.getByRole('button', { name, exact: true });

		await page.goto(at('/me/profile'));
		expect(new URL(page.url()).searchParams.get('next')).toBe('/me/profile');
		await accessible(reader);
		await page.locator('#f-address').fill(address);
		await button(t.send).click();
		await page.locator('#f-code').waitFor();
		await accessible(reader);

		// A program that checks mail opens the link twice; nothing comes of it.
		const mail = await browser.reader(options);
		const code = await signInCode(mail.page, server.origin, locale, address);
		const shown = await Promise.all(mail.page.frames().map((frame) => frame.content()));
		const link = /(?:\/zh)?\/sign-in\/link\/[0-9a-z]{40}/.exec(shown.join('\n'))?.[0];
		if (!link) throw new Error('the mail has no link');
		for (let i = 0; i < 2; i += 1) await mail.page.goto(server.origin + link);
		await accessible(mail);
		expect(await mail.context.cookies()).toEqual([]);

		const wrong = String((Number(code.replace(' ', '')) + 1) % 1_000_000).padStart(6, '0');
		await page.locator('#f-code').fill(wrong);
		await button(t.enter).click();
		await page.locator('.field-error').waitFor();
		expect(await page.locator('#f-code').inputValue()).toBe(wrong);
		await page.locator('#f-code').fill(code);
		await button(t.enter).click();
		await page.waitForURL(at('/me/profile'));
		// The code took the link with it.
		await mail.page.reload();
		expect(await mail.page.locator('h1').innerText()).toBe(t.linkDead);
		await accessible(reader);

		await page.locator('#f-given').fill('Journey');
		await page.locator('#f-orcid').fill('0000-0002-1825-0098');
		await button(me.profile.save).click();
		await page.locator('#f-orcid-error').waitFor();
		expect(await page.locator('#f-given').inputValue()).toBe('Journey');
		await page.locator('#f-orcid').fill('0000-0002-1825-0097');
		await button(me.profile.save).click();
		await page.waitForURL(at('/me/profile?saved'));

		// A second account, in another browser.
		const other = await browser.reader(options);
		await other.page.goto(at('/sign-in'));
		await other.page.locator('#f-address').fill(second);
		await other.page.getByRole('button', { name: t.send, exact: true }).click();
		await other.page.locator('#f-code').fill(await signInCode(mail.page, server.origin, locale, second));
		await other.page.getByRole('button', { name: t.enter, exact: true }).click();
		await other.page.waitForURL(at('/me'));

		await page.goto(at('/me/addresses'));
		await page.locator('#f-address').fill(second);
		await button(me.addresses.send).click();
		await page.locator('#f-code').waitFor();
		await openMail(mail.page, server.origin, locale, second, locale === 'en' ? /confirms/ : /确认/);
		const proof = /\d{3} \d{3}/.exec(await mail.page.locator('main h1').innerText())?.[0] ?? '';
		await page.locator('#f-code').fill(proof);
		await button(me.addresses.confirm).click();
		await page.getByRole('link', { name: me.addresses.toMerge }).click();
		await accessible(reader);
		await button(me.merge.button).click();
		await page.waitForURL(at('/me/merge?done'));
		await other.page.goto(at('/me/addresses'));
		expect(await other.page.locator('main').innerText()).toContain(address);

		await page.goto(at('/me/security'));
		await accessible(reader);
		if (javaScript) {
			const device = await context.newCDPSession(page);
			await device.send('WebAuthn.enable');
			await device.send('WebAuthn.addVirtualAuthenticator', {
				options: {
					protocol: 'ctap2',
					transport: 'internal',
					hasResidentKey: true,
					hasUserVerification: true,
					isUserVerified: true,
					automaticPresenceSimulation: true,
				},
			});
			await page.locator('#f-passkeyName').fill('My laptop');
			await button(me.security.addPasskey).click();
			await page.waitForURL(at('/me/security?passkey'));
			await page.goto(at('/me'));
			await button(me.overview.signOut).click();
			await page.waitForURL(at('/sign-in?out'));
			await button(t.passkey).click();
			await page.waitForURL(at('/me'));
		}

		const exported = await (await page.request.get(at('/me/data/export'))).json();
		expect(exported.data.profile).toMatchObject({ names: { given: 'Journey' }, orcid: '0000-0002-1825-0097' });
		expect(exported.data.profile.formerIds).toHaveLength(1);
		await page.goto(at('/me/data'));
		await accessible(reader);
		await page.locator('#f-word').fill(me.data.word);
		await button(me.data.eraseButton).click();
		await page.waitForURL(at('/sign-in?erased'));
		expect((await other.page.request.get(at('/me/data/export'), { maxRedirects: 0 })).status()).toBe(303);
		reader.expectNoComplaints(/status of 400/);
	}, 120_000);
});
