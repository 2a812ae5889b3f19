import { catalogue } from '#core/i18n/index.ts';

/** What a letter says outside its text: headings, labels, the note beside the code. */
export const letterWords = catalogue(
	{
		heading: {
			accept: 'Letter of Acceptance',
			conditional: 'Letter of Conditional Acceptance',
			waitlist: 'Notice of the Waiting List',
			reject: 'Notice of Decision',
			receipt: 'Confirmation of Receipt',
		},
		heldBy: 'Held jointly by',
		reference: 'Letter no.',
		facts: {
			title: 'Contribution',
			number: 'Number',
			track: 'Track',
			outcome: 'Decision',
		},
		received: 'Received',
		verify: 'Whether this letter is genuine can be checked at the address in the code, or at',
		enclosed: 'The letter in Chinese follows on the next page.',
		signature: 'Signature',
		seal: 'Seal',
		code: 'Code that leads to the page where this letter can be checked',
		rehearsal: 'REHEARSAL',
		rehearsalNote: 'Made in a rehearsal. This letter is not valid.',
		attached: 'The letter is attached as a PDF, in English and in Chinese.',
		check: 'Check the letter',
	},
	{
		heading: {
			accept: '录用通知书',
			conditional: '有条件录用通知书',
			waitlist: '候补通知书',
			reject: '评审结果通知书',
			receipt: '投稿回执',
		},
		heldBy: '联合主办',
		reference: '函号',
		facts: {
			title: '题目',
			number: '稿件编号',
			track: '专题',
			outcome: '评定结果',
		},
		received: '已收到',
		verify: '扫描二维码或访问以下网址，可核验本函真伪：',
		enclosed: '英文函件见下页。',
		signature: '签名',
		seal: '印章',
		code: '核验本函的二维码',
		rehearsal: '演练',
		rehearsalNote: '本函系演练所制，不具效力。',
		attached: '函件正本（中英文）见附件 PDF。',
		check: '核验本函',
	},
);
