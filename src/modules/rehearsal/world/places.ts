/** An invented institution in a real city: nobody there is meant. */
export interface Institution {
	en: string;
	zh: string;
	city: { en: string; zh: string };
	/** ISO 3166-1 alpha-2. */
	country: string;
	zone: string;
	/** Domain under `.example`, which can never receive mail. */
	domain: string;
}

const institution = (
	en: string,
	zh: string,
	city: string,
	cityZh: string,
	country: string,
	zone: string,
	domain: string,
): Institution => ({ en, zh, city: { en: city, zh: cityZh }, country, zone, domain: `${domain}.example` });

/** Where the invented people work. */
export const institutions: readonly Institution[] = [
	institution('Sample Institute of Orbital Agronomy', '示例轨道农学研究所', 'Huzhou', '湖州', 'CN', 'Asia/Shanghai', 'agronomy'),
	institution('Lakeside Sample University', '湖滨示例大学', 'Hangzhou', '杭州', 'CN', 'Asia/Shanghai', 'lakeside'),
	institution('Sample Academy of Aerospace Medicine', '示例航天医学院', 'Beijing', '北京', 'CN', 'Asia/Shanghai', 'aeromed'),
	institution('Harbour Sample Polytechnic', '港湾示例理工大学', 'Shenzhen', '深圳', 'CN', 'Asia/Shanghai', 'harbour'),
	institution('Sample Centre for Remote Sensing', '示例遥感中心', 'Wuhan', '武汉', 'CN', 'Asia/Shanghai', 'sensing'),
	institution('Gulf Coast Sample University', '墨西哥湾示例大学', 'Houston', '休斯敦', 'US', 'America/Chicago', 'gulfcoast'),
	institution('Sample Laboratory for Small Satellites', '示例小卫星实验室', 'Boulder', '博尔德', 'US', 'America/Denver', 'smallsat'),
	institution('Garonne Sample University', '加龙示例大学', 'Toulouse', '图卢兹', 'FR', 'Europe/Paris', 'garonne'),
	institution('Isar Sample Technical University', '伊萨尔示例工业大学', 'Munich', '慕尼黑', 'DE', 'Europe/Berlin', 'isar'),
	institution('Thames Valley Sample Institute', '泰晤士谷示例研究院', 'Didcot', '迪德科特', 'GB', 'Europe/London', 'thamesvalley'),
	institution('Sample Space Law Institute', '示例空间法研究所', 'Leiden', '莱顿', 'NL', 'Europe/Amsterdam', 'spacelaw'),
	institution('Carpathian Sample University', '喀尔巴阡示例大学', 'Bucharest', '布加勒斯特', 'RO', 'Europe/Bucharest', 'carpathian'),
	institution('Sample Institute of Biomedical Problems', '示例医学生物学研究所', 'Kazan', '喀山', 'RU', 'Europe/Moscow', 'biomed'),
	institution('Rift Valley Sample University', '裂谷示例大学', 'Nairobi', '内罗毕', 'KE', 'Africa/Nairobi', 'riftvalley'),
	institution('Sample College of Energy', '示例能源学院', 'Cairo', '开罗', 'EG', 'Africa/Cairo', 'energy'),
	institution('Deccan Sample Institute of Science', '德干示例科学研究院', 'Bengaluru', '班加罗尔', 'IN', 'Asia/Kolkata', 'deccan'),
	institution('Sample University of the Strait', '海峡示例大学', 'Kuala Lumpur', '吉隆坡', 'MY', 'Asia/Kuala_Lumpur', 'strait'),
	institution('Sendai Sample Institute of Materials', '仙台示例材料研究所', 'Sendai', '仙台', 'JP', 'Asia/Tokyo', 'materials'),
	institution('Pampas Sample University', '潘帕斯示例大学', 'Córdoba', '科尔多瓦', 'AR', 'America/Argentina/Cordoba', 'pampas'),
	institution('Sample School of Astronautics', '示例航天学院', 'São José dos Campos', '圣若泽杜斯坎普斯', 'BR', 'America/Sao_Paulo', 'astronautics'),
	institution('Southern Sample University', '南方示例大学', 'Adelaide', '阿德莱德', 'AU', 'Australia/Adelaide', 'southern'),
	institution('Tāmaki Sample Research Centre', '塔马基示例研究中心', 'Auckland', '奥克兰', 'NZ', 'Pacific/Auckland', 'tamaki'),
];
