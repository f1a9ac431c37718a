const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Things nobody brings up at a police contact except to be absurd; each needs the civilian not to have named it first. */
export const ABSURD_WORDS = words(`
  aardvark alien aliens alpaca antler asteroid astronaut baboon bigfoot blimp broomstick butterfly cactus candyfloss
  catapult caviar centaur chameleon comet cosmic cosmos crocodile cyclops dandelion dodo dolphin dracula dragon dragons
  dwarf echidna elephant elf elves emu eskimo fairy fairies flamingo galaxy gargoyle giraffe gnome gnomes goblin goblins
  gorilla hippo hippopotamus hobbit hologram jellyfish juggling jupiter kangaroo kazoo kraken lava lemur leprechaun
  limerick llama marmoset mars martian mermaid moonbeam moonwalk narwhal neptune nebula ninja octopus ogre orangutan
  ostrich otter panda pelican penguin penguins pirate pirates platypus plankton pluto pogo porcupine pterodactyl puffin
  quantum quokka rainbow rainbows reptilian rhinoceros robots sasquatch saturn seahorse seahorses shakespeare sloth
  sombrero sorcerer spaceship sphinx starfish tadpole telepathy toadstool tutu unicorn unicorns vampire vampires walrus
  wizard wizards wombat yak yeti yodel yodeling zebra zeppelin zombie zombies juggle juggler emperor jester elephants
  llamas otters flamingos giraffes bumblebee glitter magician submarine toaster volcano
`);

/** Food, instruments, animals and toys: absurd out of the blue, ordinary where somebody eats, plays, keeps or carries them. */
export const HOMELY_WORDS = words(`
  pudding potato potatoes cheese cheddar cheesecake pizza burrito carrot cabbage cauliflower asparagus avocado beetroot
  broccoli cinnamon coconut croissant cucumber cupcake custard donut doughnut eggplant gravy guacamole hummus ketchup
  kiwi lasagna lasagne macaroni mango marmalade marshmallow mayonnaise meatball meatballs milkshake muffin mustard noodle
  noodles nutmeg omelette pancake pancakes papaya parsley pastrami pickle pickles pineapple porridge pretzel pumpkin
  quiche radish ravioli sausage shrimp spaghetti spinach sushi tofu turnip turnips waffle waffles yogurt zucchini jello
  lollipop jellybean jellybeans banana bananas lobster crab squid accordion bagpipe bagpipes banjo clarinet flute
  harpsichord saxophone trombone tuba ukulele xylophone opera ballet karaoke tango waltz polka flamenco disco parrot
  parrots peacock raccoon frog hedgehog iguana alligator buffalo camel moose snail monkey monkeys balloon balloons bubble
  bubbles frisbee helium trampoline teapot spatula parachute skeleton snowman confetti puppet robot
  dinosaur dinosaurs moon moonlight cloud clouds
`);
