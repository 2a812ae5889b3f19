import type { Page } from 'playwright-core';
import type { Locale } from '../../../src/core/i18n/index.ts';
import { applyMessages } from '../../../src/modules/calls/ui/apply-messages.ts';
import { textOf } from './samples.ts';

export interface Author {
	given: string;
	family: string;
	affiliation: string;
	country: string;
	email: string;
	orcid: string;
}

/** What an author types into the form of the abstracts. */
export interface Abstract {
	track: string;
	title: string;
	abstract: string;
	keywords: string;
	language: Locale;
	authors: Author[];
	/** The place of the presenter among the authors. */
	presenter: number;
	city: string;
	zone: string;
	mode: 'on-site' | 'online';
	format: 'talk' | 'poster';
	student: 'yes' | 'no';
}

export const abstractsPath = '/ipspace-2021/calls/abstracts';
const declarations = ['originality', 'consent-to-publish', 'public-release'];

/** An abstract to T3 as student work, by two invented authors; good in every part. */
export function goodAbstract(locale: Locale, changes: Partial<Abstract> = {}): Abstract {
	return {
		track: 'T3',
		title: locale === 'en' ? 'Bone and sleep after long flights' : '长期飞行后的骨量与睡眠',
		abstract: textOf(300, locale),
		keywords: locale === 'en' ? 'bone; sleep; training' : '骨量；睡眠；训练',
		language: locale,
		authors: [
			{
				given: 'Freya',
				family: 'Larkfield',
				affiliation: 'Gulf Coast Institute',
				country: 'US',
				email: 'author@gulfcoast.example',
				orcid: '0000-0002-1825-0097',
			},
			{
				given: locale === 'en' ? 'Tomas' : '问秋',
				family: locale === 'en' ? 'Ellingboe' : '闻人',
				affiliation: locale === 'en' ? 'Fjord University' : '东湖大学',
				country: locale === 'en' ? 'NO' : 'CN',
				email: 'second@fjord.example',
				orcid: '',
			},
		],
		presenter: 1,
		city: locale === 'en' ? 'Houston' : '休斯敦',
		zone: 'America/Chicago',
		mode: 'online',
		format: 'talk',
		student: 'yes',
		...changes,
	};
}

/** The control of a name in the form. */
export function control(page: Page, name: string) {
	return page.locator(`form.apply [name="${name}"]`);
}

/** Waits until the page's script has taken the form over: what is typed earlier the script would not see. */
export async function formIsReady(page: Page, javaScript: boolean): Promise<void> {
	await page.locator('form.apply').waitFor();
	if (javaScript) await page.locator('form.apply output[data-save]').waitFor({ state: 'attached' });
}

/** Types an abstract into the form as it stands, adding rows for the authors; files are for the caller. */
export async function fillAbstract(page: Page, locale: Locale, values: Abstract): Promise<void> {
	const { authors, presenter, track, title, abstract, keywords, language, city, zone, mode, format, student } = values;
	for (const [name, text] of Object.entries({ title, abstract, keywords })) await control(page, name).fill(text);
	await control(page, 'track').selectOption(track);
	for (const [place, author] of authors.entries()) {
		if ((await control(page, `authors.${place}.given`).count()) === 0) {
			await page.getByRole('button', { name: applyMessages[locale].person.add, exact: true }).click();
			await control(page, `authors.${place}.given`).waitFor();
		}
		const { country, ...texts } = author;
		for (const [part, text] of Object.entries(texts)) await control(page, `authors.${place}.${part}`).fill(text);
		await control(page, `authors.${place}.country`).selectOption(country);
	}
	await control(page, 'authors.presenter').nth(presenter).check();
	await control(page, 'presenter-place.city').fill(city);
	await control(page, 'presenter-place.zone').fill(zone);
	for (const [name, value] of Object.entries({ language, mode, format, student })) {
		await page.locator(`form.apply [name="${name}"][value="${value}"]`).check();
	}
	for (const name of declarations) await control(page, name).check();
}

/** Everything that stands in the form, by name: texts, choices and authors; without files and the draft's own marks. */
export async function typedIn(page: Page): Promise<Record<string, string>> {
	const entries = await page.locator('form.apply').evaluate((form) => {
		const data = new (globalThis as unknown as { FormData: new (of: unknown) => Iterable<[string, unknown]> }).FormData(
			form,
		);
		return [...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	});
	const own = entries.filter(([name]) => !['draft', 'revision', 'once'].includes(name) && !name.endsWith('.file'));
	return Object.fromEntries(own.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/** Presses one of the form's buttons and waits for the answer. */
export async function press(
	page: Page,
	locale: Locale,
	button: 'submit' | 'submitChange' | 'save' | 'discard',
): Promise<void> {
	const answered = page.waitForResponse(
		(response) => response.request().method() === 'POST' && response.url().includes('?/'),
	);
	await page.getByRole('button', { name: applyMessages[locale][button], exact: true }).last().click();
	await answered;
}

/** The message at a field, as a reader finds it: by the field's name. */
export function errorAt(page: Page, path: string) {
	return page.locator(`#f-${path.replace(/[^A-Za-z0-9_-]+/g, '-')}-error`);
}
