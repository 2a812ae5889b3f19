import { catalogue } from '#core/i18n/index.ts';

/** One letter, edited before it is sent. */
export const editMessages = catalogue(
	{
		title: 'Edit one letter',
		lead: 'What you write here is for this one letter. It is marked as edited, and kept with the letter.',
		subject: { en: 'Subject in English', zh: 'Subject in Chinese' },
		body: { en: 'Text in English', zh: 'Text in Chinese' },
		help: 'An empty line begins a paragraph. Words in braces are filled in:',
		save: 'Keep this wording',
		drop: 'Use the usual wording again',
		saved: 'The wording is kept for this letter.',
		back: 'Preview',
	},
	{
		title: '修改单封函件',
		lead: '此处所写仅用于这一封函件。函件会标明“已修改”，并随函保存。',
		subject: { en: '主题（英文）', zh: '主题（中文）' },
		body: { en: '正文（英文）', zh: '正文（中文）' },
		help: '空行表示另起一段。花括号中的词会自动填入：',
		save: '保存此文本',
		drop: '恢复通用文本',
		saved: '已为此函保存文本。',
		back: '预览',
	},
);
