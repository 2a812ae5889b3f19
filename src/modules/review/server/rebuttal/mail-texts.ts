import { mailTemplate } from '#core/mail/index.ts';

/** Tells those who applied that the reviews can be read and answered. */
export const rebuttalOpensMail = mailTemplate({
	subject: { en: '{number}: the reviews can be read and answered', zh: '{number}：可查看并回复评审意见' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The reviews of “{title}” ({number}) can be read now. You may answer them once, in {words} words at most; until the date below the answer can be changed.',
				zh: '《{title}》（{number}）的评审意见现可查看。您可作一次回复，不超过 {words} 字；截止之前可以修改。',
			},
		},
		{ facts: [{ label: { en: 'Until', zh: '截止' }, value: '{closes}' }] },
		{ button: { en: 'Read and answer', zh: '查看并回复' }, href: '{link}' },
		{
			note: {
				en: 'Panel and chairs read your answer after that date. An answer is not required.',
				zh: '截止之后，评审组和主席会阅读您的回复。回复并非必需。',
			},
		},
	],
});
