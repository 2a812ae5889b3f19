import { type Locale, locales, localePath } from '../../../src/core/i18n/index.ts';
import type { Reader } from '../browser.ts';
import { abstractsPath, fillAbstract, formIsReady, goodAbstract, press } from '../journey/abstract.ts';
import { decideAsTalk } from '../journey/desk.ts';
import type { Made, Who } from './pictures.ts';

export type Readers = Record<Who | 'chair', Reader>;

const questions: Record<Locale, Record<'name' | 'email' | 'subject' | 'text', string>> = {
	en: {
		name: 'Freya Larkfield',
		email: 'freya@gulfcoast.example',
		subject: 'A poster instead of a talk?',
		text: 'May I change from a talk to a poster after the deadline? I may not be able to travel.',
	},
	zh: {
		name: '闻人问秋',
		email: 'wenqiu@donghu.example',
		subject: '口头报告能否改为海报？',
		text: '截止之后能否由口头报告改为海报？我可能无法到场。',
	},
};

/** An abstract as somebody could write it, of invented work; told twice, so that it is long enough to be handed in. */
const abstract: Record<Locale, string> = {
	en: `This abstract is a sample and describes no real work. We ask how much of the bone that is lost during long flights comes
back within a year at home, and whether sleep has a part in it. Forty volunteers wore a sensor on the wrist for the last month
of their stay and for twelve months afterwards; density was measured at the hip and the spine at the beginning, after six months
and at the end. Those who slept regularly recovered earlier, whatever their training. The difference was largest in the first
three months and had gone by the end of the year. We discuss what follows for the planning of rest after landing, what a sensor
on the wrist can and cannot say, and how the same question may be asked of people who were confined to bed for a long time.`,
	zh: `本摘要为样例，并非真实研究。我们关注长期飞行中流失的骨量在返回一年之内能恢复多少，以及睡眠是否与之有关。四十名志愿者在任务最后一个月及返回后十二个月内
佩戴腕式传感器，并在开始时、六个月后和结束时测量髋部与脊柱的骨密度。无论训练方式如何，作息规律者恢复得更早；差异在前三个月最为明显，到年底已经消失。本文讨论返回后休息
安排的依据、腕式传感器能够说明与不能说明的问题，以及如何就同一问题研究长期卧床的人群。`,
};
const abstractIn = (locale: Locale) => {
	const text = abstract[locale].replaceAll('\n', locale === 'en' ? ' ' : '');
	return `${text}\n\n${text}`;
};

/** A note on a date: a draft that waits to be published. */
const note: Record<Locale, string> = { en: 'Two more days than announced.', zh: '比原定延长两天。' };

/**
 * Brings the rehearsal to the state that the documentation shows: in each language an abstract handed in and decided, a
 * question to the committee; and one draft of a date.
 * @param onForm is called with the form filled in, before it is submitted
 */
export async function prepare(
	origin: string,
	readers: Readers,
	onForm: (reader: Reader, locale: Locale) => Promise<void>,
): Promise<Made> {
	const made: Made = { application: { en: '', zh: '' }, enquiry: { en: '', zh: '' } };
	for (const locale of locales) {
		made.application[locale] = await submit(origin, readers.author, locale, onForm);
		await ask(origin, readers.visitor, locale);
		const way = { origin, locale, javaScript: true, look: async () => undefined };
		await decideAsTalk(way, readers.chair, goodAbstract(locale).title);
		made.enquiry[locale] = await findEnquiry(origin, readers.secretary, questions[locale].subject);
	}
	await draftOfDate(origin, readers.secretary);
	return made;
}

async function submit(
	origin: string,
	author: Reader,
	locale: Locale,
	onForm: (reader: Reader, locale: Locale) => Promise<void>,
): Promise<string> {
	const { page } = author;
	await page.goto(origin + localePath(locale, `${abstractsPath}/apply`));
	await formIsReady(page, true);
	await fillAbstract(page, locale, goodAbstract(locale, { abstract: abstractIn(locale) }));
	await onForm(author, locale);
	await press(page, locale, 'submit');
	await page.waitForURL(/\/me\/applications\/[^/]+\?submitted=1$/);
	return new URL(page.url()).pathname.replace(/^\/zh\//, '/');
}

async function ask(origin: string, visitor: Reader, locale: Locale): Promise<void> {
	const { page } = visitor;
	// What is chosen before the page's script has taken the form over, it may take back.
	await page.goto(origin + localePath(locale, '/ipspace-2021/contact/write'), { waitUntil: 'networkidle' });
	await page.locator('form.form select[name="role"]').selectOption({ index: 1 });
	for (const [name, text] of Object.entries(questions[locale]))
		await page.locator(`form.form [name="${name}"]`).fill(text);
	await page.locator('form.form button').last().click();
	await page.getByText(/E-[0-9A-Z]{8}/).waitFor();
}

async function findEnquiry(origin: string, secretary: Reader, subject: string): Promise<string> {
	const { page } = secretary;
	await page.goto(`${origin}/desk/ipspace-2021/enquiries`);
	const href = await page.locator('main table a').filter({ hasText: subject }).getAttribute('href');
	if (!href) throw new Error(`The desk shows no enquiry about ${subject}`);
	return href;
}

async function draftOfDate(origin: string, secretary: Reader): Promise<void> {
	const { page } = secretary;
	await page.goto(`${origin}/desk/ipspace-2021/site/record/date/manuscripts`);
	const control = (name: string) => page.locator(`form.editor [name="${name}"]`);
	await control('at.day').fill('2021-11-12');
	for (const locale of locales) await control(`note.${locale}`).fill(note[locale]);
	await page.getByRole('button', { name: 'Save the draft', exact: true }).first().click();
	await page.waitForURL(/done=saved/);
}
