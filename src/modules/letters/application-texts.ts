import type { LetterText } from './letter-text.ts';

/*
 * Our wording for the calls of an edition that are no calls for papers: sponsors, exhibitors, grants, helpers. What was
 * decided is said in the call's own word; an amount, conditions and reasons where there are some.
 */
const saidEn =
	'Dear {recipient},\n\nThank you for “{title}” ({reference}), which you sent to the call “{call}” of {edition}, {dates}.';
const saidZh =
	'尊敬的{recipient}：\n\n您好！感谢您应“{call}”（{edition}，{dates}）提交的《{title}》（编号 {reference}）。';
const endEn = 'Yours sincerely,';
const endZh = '此致\n\n敬礼！';

const texts = (id: string, subject: LetterText['subject'], en: string, zh: string): LetterText => ({
	id: `application-${id}`,
	subject,
	body: { en: `${saidEn}\n\n${en}\n\n${endEn}`, zh: `${saidZh}\n\n${zh}\n\n${endZh}` },
});

const accepted = { en: '{call}: {outcome} ({reference})', zh: '{call}：{outcome}（{reference}）' };
const yesEn = 'It is our pleasure to tell you the decision: {outcome}.\n\n{amount}';
const yesZh = '我们高兴地告知您评定结果：{outcome}。\n\n{amount}';

export const applicationTexts: readonly LetterText[] = [
	texts(
		'accepted',
		accepted,
		`${yesEn}\n\nAs soon as you have to do something we shall write to you.`,
		`${yesZh}\n\n如需您办理手续，我们将及时函告。`,
	),
	texts(
		'accepted-confirm',
		accepted,
		`${yesEn}\n\nPlease tell us by {confirm-by} whether you accept, or decline so that somebody else can take the place.`,
		`${yesZh}\n\n请于{confirm-by}前告知是否接受；如不能接受，也请告知，以便递补。`,
	),
	texts(
		'conditional',
		accepted,
		'The decision is: {outcome}. It holds once the following is met:\n\n{conditions}\n\n{amount}',
		'评定结果：{outcome}。满足下列条件后生效：\n\n{conditions}\n\n{amount}',
	),
	texts(
		'conditional-confirm',
		accepted,
		'The decision is: {outcome}. It holds once the following is met:\n\n{conditions}\n\n{amount}\n\nPlease tell us by {confirm-by} whether you agree.',
		'评定结果：{outcome}。满足下列条件后生效：\n\n{conditions}\n\n{amount}\n\n请于{confirm-by}前告知是否同意。',
	),
	texts(
		'waitlist',
		accepted,
		'The decision is: {outcome}. As soon as a place becomes free we shall write again; there is nothing you need to do.',
		'评定结果：{outcome}。一旦有空缺，我们将立即与您联系，您无需办理任何手续。',
	),
	texts(
		'rejected',
		{ en: '{call}: the decision ({reference})', zh: '{call}：评定结果（{reference}）' },
		'We regret to tell you the decision: {outcome}.\n\n{reason}',
		'很遗憾，评定结果为：{outcome}。\n\n{reason}',
	),
];

/** Which wording announces an outcome of a call that has none of its own and is not about papers. */
export function applicationText(outcome: {
	effect: 'advance' | 'accept' | 'conditional' | 'waitlist' | 'reject';
	confirm: boolean;
}): string {
	const { effect, confirm } = outcome;
	if (effect === 'advance') return 'advanced';
	if (effect === 'accept') return confirm ? 'application-accepted-confirm' : 'application-accepted';
	if (effect === 'conditional') return confirm ? 'application-conditional-confirm' : 'application-conditional';
	return effect === 'waitlist' ? 'application-waitlist' : 'application-rejected';
}
