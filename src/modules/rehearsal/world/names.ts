import type { Random } from './random.ts';

/** Names to be drawn from, by the part of the world where they are at home. Any likeness to a living person is chance. */
interface NamePool {
	countries: readonly string[];
	given: readonly string[];
	family: readonly string[];
}

const chinese = {
	countries: ['CN'],
	family: [
		['Bai', '白'],
		['Cen', '岑'],
		['Dou', '窦'],
		['Fei', '费'],
		['Gai', '盖'],
		['Hua', '花'],
		['Ji', '纪'],
		['Kang', '康'],
		['Lian', '连'],
		['Miao', '苗'],
		['Nie', '聂'],
		['Ouyang', '欧阳'],
		['Pei', '裴'],
		['Qu', '瞿'],
		['Ruan', '阮'],
		['Shangguan', '上官'],
	],
	given: [
		['Anran', '安然'],
		['Boyuan', '泊远'],
		['Chengxi', '澄溪'],
		['Dongli', '冬黎'],
		['Enhui', '恩慧'],
		['Feiyu', '非雨'],
		['Guanlan', '观澜'],
		['Heqing', '荷青'],
		['Jingshu', '静殊'],
		['Kexin', '可昕'],
		['Linxi', '林汐'],
		['Muyun', '牧云'],
		['Nanxing', '南星'],
		['Qiushi', '秋实'],
		['Ruoshui', '若水'],
		['Siyuan', '思远'],
		['Tinglan', '听澜'],
		['Wenqing', '问清'],
		['Xingye', '星野'],
		['Yuchen', '雨辰'],
	],
} as const;

const latin: readonly NamePool[] = [
	{
		countries: ['US', 'GB', 'AU', 'NZ'],
		given: [
			'Ada',
			'Callum',
			'Delphine',
			'Everett',
			'Freya',
			'Gideon',
			'Harriet',
			'Imogen',
			'Jasper',
			'Keira',
			'Lachlan',
			'Marlowe',
			'Nia',
			'Orla',
		],
		family: [
			'Ashgrove',
			'Brackenridge',
			'Coldwell',
			'Dunmarsh',
			'Eastmoor',
			'Fernsby',
			'Greyling',
			'Holloway',
			'Ironside',
			'Kestrelby',
			'Larkfield',
			'Merrow',
		],
	},
	{
		countries: ['FR', 'DE', 'NL'],
		given: [
			'Anselm',
			'Brigitte',
			'Corentin',
			'Dorothee',
			'Emmerich',
			'Floriane',
			'Gerlinde',
			'Hendrik',
			'Isaline',
			'Joris',
			'Klothilde',
			'Lambert',
		],
		family: [
			'Abendrot',
			'Beaurivage',
			'Claireau',
			'van der Duin',
			'Ehrenwald',
			'Fontclaire',
			'Grünhagen',
			'Hoogland',
			'Lindenau',
			'Montferrat',
			'Nachtigall',
			'Roussillon',
		],
	},
	{
		countries: ['RO', 'RU'],
		given: [
			'Anca',
			'Bogdan',
			'Crina',
			'Dorin',
			'Evdokia',
			'Fyodor',
			'Ilinca',
			'Klavdia',
			'Matei',
			'Nadezhda',
			'Ruxandra',
			'Timofey',
		],
		family: [
			'Albulescu',
			'Brădeanu',
			'Codreșteanu',
			'Ozerskaya',
			'Polyanin',
			'Rogozhin',
			'Stejaru',
			'Tikhomorova',
			'Vâlcean',
			'Zarechny',
		],
	},
	{
		countries: ['KE', 'EG', 'IN', 'MY'],
		given: [
			'Achieng',
			'Basma',
			'Chitra',
			'Devika',
			'Farouk',
			'Halim',
			'Indira',
			'Juma',
			'Kavita',
			'Latifah',
			'Mwangi',
			'Nadia',
			'Omondi',
			'Ramesh',
			'Safiya',
		],
		family: [
			'Abdelmasih',
			'Balasundaram',
			'Chepkoech',
			'Deshingkar',
			'El-Sherbiny',
			'Gitonga',
			'Hashimi',
			'Iskandar',
			'Kiprono',
			'Narayanamurti',
			'Othmanshah',
			'Wambugu',
		],
	},
	{
		countries: ['JP', 'AR', 'BR'],
		given: [
			'Akihiro',
			'Beatriz',
			'Caio',
			'Emiko',
			'Facundo',
			'Graciela',
			'Haruka',
			'Inácio',
			'Joaquina',
			'Kazue',
			'Leandro',
			'Mirela',
			'Naoki',
			'Rosaura',
		],
		family: [
			'Aramburo',
			'Castelinho',
			'Duarte Vale',
			'Etcheverrigaray',
			'Fukamizu',
			'Hoshikawa',
			'Iwanaga',
			'Kawasumi',
			'Montelongo',
			'Nascimento Lira',
			'Tokiwa',
			'Ybarra',
		],
	},
];

export interface InventedName {
	given: string;
	family: string;
	/** 姓名, where the name has a Han form. */
	han?: string;
}

/** An invented name as it may be heard in this country. */
export function inventName(random: Random, country: string): InventedName {
	if (country === 'CN') {
		const [family, familyHan] = random.pick(chinese.family);
		const [given, givenHan] = random.pick(chinese.given);
		return { given, family, han: `${familyHan}${givenHan}` };
	}
	const pool = latin.find(({ countries }) => countries.includes(country)) ?? (latin[0] as NamePool);
	return { given: random.pick(pool.given), family: random.pick(pool.family) };
}
