import { catalogue } from '#core/i18n/index.ts';

export const messages = catalogue(
	{
		title: (noun: string) => `Write your ${noun}`,
		noun: 'application',
		calls: 'Calls',
		change: 'You are changing what you submitted. Until you submit the new version, the earlier one counts.',
		closedDraft: 'What you wrote is kept as a draft, but it can no longer be submitted.',
		conflict: {
			title: 'This draft was changed elsewhere in the meantime',
			text: 'Below stands what you typed here. This is how the stored text differs; to let yours win, save again.',
			label: 'From the stored text to yours',
			reload: 'Take the stored text instead',
		},
		late: 'The call has closed. By your personal link you may still submit, until',
		linkVoid: 'This personal link opens nothing any more: it has expired, was used up, or was taken back.',
		beginWith: (number: string, title: string) => `Begin with ${number} · ${title}`,
		beginText: 'What the two forms have in common is filled in for you.',
		submitAnyway: 'Submit it as it is',
		restored: 'This device had kept changes that were not saved yet. They are back in the form.',
		autosaveConflict: 'Changed elsewhere in the meantime: press “Save draft” to see the difference.',
	},
	{
		title: (noun) => `填写${noun}`,
		noun: '申请',
		calls: '征集',
		change: '您正在修改已提交的内容。新版本提交之前，以先前提交的版本为准。',
		closedDraft: '所写内容已作为草稿保留，但已不能提交。',
		conflict: {
			title: '这份草稿在别处被修改过',
			text: '下面是您在此处填写的内容，并列出它与已存内容的差异；如要以此处为准，请再次保存。',
			label: '从已存内容到您的内容',
			reload: '改用已存的内容',
		},
		late: '征集已截止。凭您的专属链接仍可提交，截止时间为',
		linkVoid: '此专属链接已失效：可能已过期、用完或被撤回。',
		beginWith: (number, title) => `以 ${number}《${title}》开始`,
		beginText: '两份表格相同的内容已为您填好。',
		submitAnyway: '按原样提交',
		restored: '本机留有尚未保存的修改，已恢复到表单中。',
		autosaveConflict: '这份草稿在别处被修改过，请点击“保存草稿”查看差异。',
	},
);
