"""
First names that tell a woman or a man, for the pronouns that follow: `Theresa May … she`.

Common names of news in English; a name not listed tells nothing.
"""

from onrecord.resolution.words import phrases

__all__ = ["FEMALE", "MALE"]

FEMALE = phrases(
    "mary, patricia, jennifer, linda, elizabeth, barbara, susan, jessica, sarah, sara, karen, lisa, nancy, betty, "
    "margaret, sandra, ashley, kimberly, emily, donna, michelle, carol, amanda, dorothy, melissa, deborah, "
    "stephanie, rebecca, sharon, laura, cynthia, kathleen, amy, angela, shirley, anna, brenda, pamela, emma, "
    "nicole, helen, samantha, katherine, catherine, christine, debra, rachel, carolyn, janet, maria, heather, "
    "diane, ruth, julie, olivia, joyce, virginia, victoria, kelly, lauren, christina, joan, evelyn, judith, "
    "megan, andrea, cheryl, hannah, jacqueline, martha, gloria, teresa, theresa, ann, anne, sophia, frances, "
    "alice, julia, isabel, hillary, condoleezza, madeleine, nikki, kamala, annalena, ursula, federica, marine, "
    "giorgia, jacinda, sanna, kaja, maia, aung, indira, benazir, sheikha, maryam, fatima, aisha, leila, layla, "
    "nadia, amina, zainab, ilham, asma, yulia, julija, svetlana, sviatlana, olga, natalia, natalya, tatiana, "
    "irina, elena, ekaterina, anastasia, ksenia, maria, marija, oksana, katerina, ivanka, melania, kellyanne, "
    "phyllis, megyn, elise, liz, nancy, dianne, kirsten, tammy, claire, susana, cristina, dilma, michele, monica, "
    "sonia, ayotte, carly, loretta, janice, priti, amber, yvette, diane, arlene, nicola, ruth, leanne, caroline, "
    "harriet, tulip, malala, greta, angelina, meghan, camilla, diana, florence, segolene, christiane, simone, "
    "edith, brigitte, marie, isabelle, catherine, helene, ellen, joyce, winnie, graca, thuli, park, tsai, carrie, "
    "yuriko, makiko, kyung, keiko, rosa, carmen, lucia, pilar, ana, isabela, xiomara, claudia, delcy, corina, "
    "violeta"
)
MALE = phrases(
    "james, robert, john, michael, david, william, richard, joseph, thomas, charles, christopher, daniel, "
    "matthew, anthony, mark, donald, steven, paul, andrew, joshua, kenneth, kevin, brian, george, timothy, "
    "ronald, edward, jason, jeffrey, ryan, jacob, gary, nicholas, eric, jonathan, stephen, larry, justin, scott, "
    "brandon, benjamin, samuel, gregory, alexander, patrick, frank, raymond, jack, dennis, jerry, tyler, aaron, "
    "jose, adam, nathan, henry, zachary, douglas, peter, kyle, noah, ethan, jeremy, walter, christian, keith, "
    "roger, terry, austin, sean, gerald, carl, harold, dylan, arthur, lawrence, jordan, jesse, bryan, billy, "
    "bruce, gabriel, joe, logan, alan, juan, albert, willie, elijah, wayne, randy, vincent, mason, roy, ralph, "
    "bobby, russell, bradley, philip, eugene, boris, vladimir, sergei, sergey, dmitry, dmitri, mikhail, viktor, "
    "igor, oleg, yuri, nikolai, aleksandr, alexei, aleksei, andrei, andrey, evgeny, yevgeny, ivan, pavel, "
    "konstantin, anatoly, valery, vitaly, bashar, hafez, saddam, mohammed, mohammad, muhammad, mohamed, ahmed, "
    "ahmad, ali, hassan, hussein, omar, khalid, abdullah, ibrahim, mustafa, mahmoud, yasser, tariq, nouri, "
    "haider, barham, recep, binali, mevlut, mevlüt, hakan, hulusi, benjamin, binyamin, ehud, avigdor, yair, "
    "naftali, ariel, shimon, yitzhak, emmanuel, francois, françois, nicolas, jacques, jean, pierre, olaf, helmut, "
    "gerhard, heiko, sigmar, martin, horst, silvio, matteo, giuseppe, mario, pedro, mariano, jose, luis, carlos, "
    "hugo, nicolas, jair, luiz, andres, enrique, felipe, mauricio, evo, rafael, fidel, raul, xi, jinping, "
    "keqiang, narendra, manmohan, imran, nawaz, shinzo, barack, bill, mike, mick, mitch, ted, marco, rand, jeb, "
    "chris, rick, newt, bernie, tim, chuck, harry, rex, jim, kofi, antonio, antony, rishi, tony, gordon, jeremy, "
    "keir, nigel, boris, dominic, sajid, gavin, liam, malcolm, bob, kim, moon, yoon, joko, rodrigo, jacob, cyril, "
    "nelson, robert, morgan, paul, uhuru, william, yoweri, muammar, moammar, hosni, abdel"
)
