import { mailTemplate } from '#core/mail/index.ts';

/** Asks somebody to write a review for a reviewer. Says nothing of the application. */
export const subReviewMail = mailTemplate({
	subject: { en: '{reviewer} asks you to write a review: {call}', zh: '{reviewer} 请您撰写一份评审：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}：' } },
		{
			paragraph: {
				en: '{reviewer} reviews for {call} ({stage}) and would like you to write one of the reviews. You write a draft; {reviewer} checks it, hands it in and answers for it. If you agree, you are thanked by name as a sub-reviewer.',
				zh: '{reviewer} 担任“{call}”（{stage}）的评审，希望由您撰写其中一份评审意见。您完成草稿后，由 {reviewer} 核对、提交并负责。如您同意，将以协助评审人的名义公开致谢。',
			},
		},
		{ facts: [{ label: { en: 'Wanted by', zh: '期望完成时间' }, value: '{due}', if: 'due' }] },
		{ button: { en: 'Answer', zh: '答复' }, href: '{link}' },
		{
			note: {
				en: 'What you will read is confidential. The link is yours alone; please do not pass it on.',
				zh: '您将读到的内容须保密。此链接仅供您本人使用，请勿转发。',
			},
		},
	],
});

/** Tells the reviewer what became of his question. */
export const subAnswerMail = mailTemplate({
	subject: { en: '{name}: {call}', zh: '{name}：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: '{accepted} will write the review of {number} for you.',
				zh: '{accepted} 将为您撰写 {number} 的评审。',
			},
			if: 'accepted',
		},
		{
			paragraph: {
				en: '{declined} can’t write the review of {number} for you.',
				zh: '{declined} 无法为您撰写 {number} 的评审。',
			},
			if: 'declined',
		},
		{
			paragraph: {
				en: '{handed} has written a draft of the review of {number}. Please check it and hand it in: it counts only then.',
				zh: '{handed} 已写好 {number} 的评审草稿。请您核对后提交，提交后方才计入。',
			},
			if: 'handed',
		},
		{ button: { en: 'Open the review', zh: '打开评审' }, href: '{link}' },
	],
});
