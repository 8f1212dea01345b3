/** Two tellings of one story in one language, in other words and other forms of the same words. */
export interface Story {
  readonly language: string;
  readonly name: 'war' | 'robbery';
  readonly tellings: readonly [string, string];
}

/** Running text, as catalogues describe films: two stories in each of the languages that must work. */
export const STORIES: readonly Story[] = [
  {
    language: 'en',
    name: 'war',
    tellings: [
      'When soldiers burn her village, a stubborn girl sets out across the mountains to look for her brother, who was taken by the army. She rides a blind horse, sleeps in barns and learns whom she can trust. Winter is coming, the war is close behind her, and every refugee she meets tells a different story about the missing boy.',
      'Two brothers were separated when the war reached their mountain village. Years later a young girl with borrowed horses is searching for the one who vanished. Refugees hide her from the soldier who hunts her, and when a winter storm breaks, enemies have to sleep under the same roof before the armies meet in the valley.',
    ],
  },
  {
    language: 'en',
    name: 'robbery',
    tellings: [
      'A retired thief plans one last robbery: the vault of a private bank that has never been opened by force. He hires a young hacker, a driver who lost his licence and an actress deep in debt. The inspector who once arrested him is about to retire as well, but she still knows his handwriting.',
      'Nobody has ever robbed this bank at night. While a gang of thieves digs a tunnel beneath the vaults, inspectors are waiting outside for the arrest of their lives. But the hackers have plans of their own, the actress wants to pay her debts, and one of the drivers has been talking to the police for weeks.',
    ],
  },
  {
    language: 'es',
    name: 'war',
    tellings: [
      'Cuando los soldados queman su aldea, una niña terca cruza las montañas para buscar a su hermano, al que se llevó el ejército. Viaja con un caballo ciego, duerme en establos y aprende en quién puede confiar. El invierno se acerca, la guerra le pisa los talones y cada refugiado que encuentra le cuenta una historia distinta sobre el muchacho desaparecido.',
      'Dos hermanos fueron separados por la guerra en una aldea de montaña. Años después, una de las niñas del pueblo busca al muchacho que desapareció. Los refugiados la esconden de un soldado que la persigue, le prestan unos caballos y, durante las tormentas del invierno, los enemigos tienen que dormir bajo el mismo techo.',
    ],
  },
  {
    language: 'es',
    name: 'robbery',
    tellings: [
      'Un viejo ladrón planea su último robo: la cámara acorazada de un banco privado que nadie ha podido abrir por la fuerza. Contrata a una joven pirata informática, a un conductor sin permiso y a una actriz llena de deudas. La inspectora que lo detuvo hace años está a punto de jubilarse, pero conoce muy bien su letra.',
      'Nadie había robado nunca en este banco de noche. Una banda de ladrones excava un túnel bajo la cámara mientras los inspectores esperan fuera para detenerlos. Sin embargo, los piratas informáticos tienen sus propios planes, las actrices quieren pagar lo que deben y uno de los conductores está hablando con la policía desde hace tiempo.',
    ],
  },
  {
    language: 'fr',
    name: 'war',
    tellings: [
      "Quand les soldats brûlent son village, une fillette têtue traverse les montagnes pour chercher son frère, que l'armée a emmené. Elle monte un cheval aveugle, dort dans des granges et apprend à qui elle peut se fier. L'hiver approche, la guerre n'est plus très loin, et chaque réfugié qu'elle rencontre lui raconte une autre histoire sur le garçon disparu.",
      "Deux frères ont été séparés par la guerre dans un village de montagne. Des années plus tard, l'une des fillettes cherche encore le garçon qui a disparu. Les réfugiés la cachent d'un soldat qui la poursuit et lui donnent des chevaux ; lorsqu'une tempête d'hiver éclate, les ennemis doivent dormir sous le même toit jusqu'à l'aube.",
    ],
  },
  {
    language: 'fr',
    name: 'robbery',
    tellings: [
      "Un vieux voleur prépare son dernier cambriolage : la chambre forte d'une banque privée que personne n'a jamais pu ouvrir. Il engage une jeune pirate informatique, un chauffeur sans permis et une actrice couverte de dettes. L'inspectrice qui l'a arrêté autrefois va bientôt prendre sa retraite, mais elle connaît son écriture par cœur.",
      "Jamais on n'avait cambriolé cette banque la nuit. Une bande de voleurs creuse un tunnel sous la chambre forte tandis que des inspecteurs attendent dehors pour les arrêter. Mais les pirates informatiques ont leurs propres plans, les actrices veulent payer leur dette, et quelqu'un parmi les chauffeurs parle à la police depuis longtemps.",
    ],
  },
  {
    language: 'de',
    name: 'war',
    tellings: [
      'Als Soldaten ihr Dorf niederbrennen, zieht ein eigensinniges Mädchen über die Berge, um ihren Bruder zu suchen, den die Armee verschleppt hat. Sie reitet auf einem blinden Pferd, schläft in Scheunen und lernt, wem sie vertrauen kann. Der Winter naht, der Krieg ist nicht mehr weit, und jeder Flüchtling erzählt eine andere Geschichte über den verschwundenen Jungen.',
      'Zwei Brüder wurden im Krieg getrennt, als ein Soldat in die Dörfer an den Bergen kam. Jahre später sucht eines der Mädchen den Jungen, der damals verschwunden ist. Flüchtlinge verstecken sie und leihen ihr Pferde, und in den Stürmen des Winters müssen Feinde unter demselben Dach schlafen, bevor die Armeen im Tal aufeinandertreffen.',
    ],
  },
  {
    language: 'de',
    name: 'robbery',
    tellings: [
      'Ein alter Dieb plant seinen letzten Raub: den Tresor einer Bank, den noch niemand mit Gewalt geöffnet hat. Er heuert einen jungen Hacker, einen Fahrer ohne Führerschein und eine verschuldete Schauspielerin an. Die Kommissarin, die ihn vor Jahren verhaftet hat, steht kurz vor der Pension, aber seine Handschrift kennt sie genau.',
      'Noch nie wurde diese Bank bei Nacht ausgeraubt. Eine Bande von Dieben gräbt einen Tunnel unter die Tresore, während die Kommissarinnen draußen auf die Verhaftung warten. Doch die Hacker haben eigene Pläne, die Schauspielerinnen wollen ihre Schulden bezahlen, und einer der Fahrer spricht seit langem mit der Polizei über den Raub.',
    ],
  },
  {
    language: 'pt',
    name: 'war',
    tellings: [
      'Quando os soldados queimam a sua aldeia, uma menina teimosa atravessa as montanhas à procura do irmão, que o exército levou. Viaja num cavalo cego, dorme em celeiros e aprende em quem pode confiar. O inverno aproxima-se, a guerra não está longe, e cada refugiado que ela encontra conta uma história diferente sobre o jovem desaparecido.',
      'Dois irmãos foram separados pela guerra numa aldeia da montanha. Anos depois, uma das meninas procura os jovens que desapareceram naquele inverno. Os refugiados escondem-na de um soldado que a persegue e emprestam-lhe cavalos; durante uma tempestade, os inimigos têm de dormir sob o mesmo teto, enquanto os exércitos esperam no vale.',
    ],
  },
  {
    language: 'pt',
    name: 'robbery',
    tellings: [
      'Um velho ladrão planeja o seu último assalto: o cofre de um banco privado que ninguém conseguiu abrir à força. Ele contrata uma jovem hacker, um motorista sem carteira e uma atriz cheia de dívidas. A inspetora que o prendeu há muitos anos está prestes a se aposentar, mas reconhece as suas decisões e a sua letra.',
      'Nunca ninguém tinha assaltado este banco à noite. Um bando de ladrões escava um túnel debaixo dos cofres enquanto os inspetores esperam lá fora para prendê-los. Mas os hackers têm os seus próprios planos, a atriz quer pagar a dívida, e um dos motoristas já tomou a decisão de falar com a polícia sobre o assalto.',
    ],
  },
  {
    language: 'ru',
    name: 'war',
    tellings: [
      'Когда солдаты сжигают её деревню, упрямая девочка идёт через горы искать брата, которого увела армия. Она едет на слепой лошади, ночует в сараях и узнаёт, кому можно верить. Зима приближается, война уже рядом, и каждый беженец, которого она встречает, рассказывает другую историю о пропавшем мальчике.',
      'Двух братьев разлучила война в деревне у самых гор. Через много лет одна из девочек всё ещё ищет мальчика, который исчез той зимой. Беженцы прячут её от солдата, который её преследует, и дают ей лошадей, а во время бури враги должны ночевать под одной крышей, пока армии ждут в долине.',
    ],
  },
  {
    language: 'ru',
    name: 'robbery',
    tellings: [
      'Старый вор готовит последнее ограбление: хранилище частного банка, которое ещё никто не смог открыть силой. Он нанимает юного хакера, водителя без прав и актрису, у которой одни долги. Инспектор, которая когда-то его арестовала, скоро уйдёт на пенсию, но его почерк она помнит наизусть.',
      'Никто и никогда не грабил этот банк ночью. Банда воров роет туннель под хранилищем, а инспекторы ждут снаружи, чтобы их арестовать. Но у хакеров есть свои планы, актриса хочет заплатить долг, и один из водителей уже давно говорит с полицией об этих ограблениях.',
    ],
  },
  {
    language: 'id',
    name: 'war',
    tellings: [
      'Ketika tentara membakar desanya, seorang gadis keras kepala menyeberangi gunung untuk mencari kakaknya yang dibawa pasukan. Ia menunggang kuda buta, tidur di lumbung, dan belajar siapa yang bisa dipercaya. Musim hujan akan tiba, perang tidak jauh lagi, dan setiap pengungsi yang ditemuinya menceritakan kisah yang berbeda tentang anak laki-laki yang hilang itu.',
      'Dua kakak beradik terpisah karena perang di sebuah desa di kaki pegunungan. Bertahun-tahun kemudian gadis itu masih melakukan pencarian terhadap anak yang menghilang. Para pengungsi menyembunyikannya dari tentara, memberinya kuda tunggangan, dan ketika hujan badai datang, mereka harus tidur di bawah satu atap bersama musuh.',
    ],
  },
  {
    language: 'id',
    name: 'robbery',
    tellings: [
      'Seorang pencuri tua merencanakan perampokan terakhirnya: brankas sebuah bank swasta yang belum pernah dibuka dengan paksa. Ia menyewa peretas muda, sopir tanpa surat izin, dan aktris yang terlilit utang. Inspektur yang dahulu menangkapnya akan segera pensiun, tetapi ia masih mengenali tulisan tangannya.',
      'Belum pernah ada yang merampok bank ini pada malam hari. Sekelompok pencuri menggali terowongan di bawah brankas, sementara para inspektur menunggu di luar untuk penangkapan mereka. Namun para peretas mempunyai rencana sendiri, aktris itu ingin membayar utangnya, dan salah satu sopir sudah lama berbicara dengan polisi tentang para perampok.',
    ],
  },
  {
    language: 'ko',
    name: 'war',
    tellings: [
      '군인들이 마을을 불태우자 고집 센 소녀는 군대에 끌려간 오빠를 찾아 산을 넘는다. 소녀는 눈먼 말을 타고 헛간에서 잠을 자며 누구를 믿어야 하는지 배운다. 겨울이 다가오고 전쟁은 가까이 와 있다. 길에서 만난 피란민들은 저마다 사라진 소년에 대해 다른 이야기를 들려준다.',
      '전쟁 때문에 산속 마을의 남매가 헤어졌다. 몇 년 후 소녀가 된 동생은 사라진 오빠의 흔적을 쫓는다. 피란민은 군인에게서 소녀를 숨겨 주고 말을 빌려준다. 겨울에 눈보라가 몰아치자 적과 친구가 한 지붕 아래에서 잠을 자야 하고, 군대는 골짜기에서 소년들을 기다린다.',
    ],
  },
  {
    language: 'ko',
    name: 'robbery',
    tellings: [
      '늙은 도둑이 마지막 강도를 계획한다. 누구도 힘으로 열지 못한 은행의 금고가 목표이다. 그는 젊은 해커와 면허가 없는 운전사, 그리고 빚에 시달리는 배우를 고용한다. 예전에 그를 체포했던 형사는 은퇴를 앞두고 있지만 도둑의 글씨를 아직도 알아본다.',
      '이 은행은 밤에 털린 적이 없다. 도둑들은 금고 밑으로 터널을 파고, 형사들은 밖에서 체포의 순간을 기다린다. 그러나 해커에게는 다른 계획이 있고, 배우는 빚을 갚으려 하며, 운전사는 오래전부터 경찰과 이야기를 나누고 있다. 은퇴하는 형사가 강도보다 먼저 움직인다.',
    ],
  },
  {
    language: 'ja',
    name: 'war',
    tellings: [
      '兵士たちに村を焼かれた頑固な少女は、軍隊に連れ去られた兄を探すため、山を越える。目の見えない馬に乗り、納屋で眠り、誰を信じればよいのかを学んでいく。冬が近づき、戦争はすぐそばまで来ている。出会った難民たちは、消えた少年について、それぞれ違う物語を語る。',
      '山の村で暮らす兄妹は、戦争によって引き裂かれた。数年後、少女は消えた兄をまだ探している。難民は彼女を兵士から隠し、馬を貸してくれる。冬の嵐の夜、敵と味方は同じ屋根の下で眠らなければならない。その間に、軍隊は谷で少年たちを待っている。',
    ],
  },
  {
    language: 'ja',
    name: 'robbery',
    tellings: [
      '引退した泥棒が最後の強盗を計画する。狙うのは、まだ誰も力ずくで開けたことのない銀行の金庫だ。彼は若いハッカーと、免許のない運転手と、借金だらけの女優を雇う。かつて彼を逮捕した刑事は引退を控えているが、泥棒の筆跡をよく覚えている。',
      'この銀行は夜に襲われたことがない。泥棒たちは金庫の下にトンネルを掘り、刑事たちは外で逮捕の時を待つ。しかしハッカーには別の計画があり、女優は借金を返したいと思っている。そして運転手の一人は、ずっと前から警察に強盗のことを話していた。',
    ],
  },
  {
    language: 'zh',
    name: 'war',
    tellings: [
      '士兵烧毁了她的村庄，倔强的女孩翻过大山，去寻找被军队带走的哥哥。她骑着一匹瞎马，睡在谷仓里，慢慢学会了应该相信谁。冬天快要来了，战争就在身后。她在路上遇到的每一个难民，都会给她讲一个关于失踪男孩的不同故事。',
      '战争让山里村庄的一对兄妹失散了。几年以后，女孩还在寻找失踪的哥哥。难民把她藏起来，不让士兵发现，还借给她一匹马。冬天的暴风雪来临时，敌人和朋友不得不睡在同一个屋顶下，而军队正在山谷里等着那些男孩。',
    ],
  },
  {
    language: 'zh',
    name: 'robbery',
    tellings: [
      '退休的小偷计划着最后一次抢劫：一家私人银行的金库，从来没有人能用武力打开。他雇了一名年轻的黑客、一个没有驾照的司机和一位负债的女演员。曾经逮捕过他的警探快要退休了，可是她仍然认得他的笔迹。',
      '从来没有人在夜里抢劫过这家银行。一群小偷在金库下面挖隧道，警探们在外面等着逮捕他们。但是黑客有自己的计划，女演员想要还清债务，而其中一个司机早就在和警察谈话了。',
    ],
  },
];
