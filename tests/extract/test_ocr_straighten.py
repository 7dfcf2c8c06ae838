"""A page made ready for reading: skew out, light even, grain smoothed; and the way back from it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.extract.ocr import paper, straighten
from fairwoo.model import WordBox
from tests.extract.ocr_pages import drawn, letter


@pytest.mark.parametrize("angle", [-4.5, -1.0, 0.4, 2.0, 4.5])
def test_skew_is_measured(angle):
    image = drawn(letter)(150)
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=255)
    assert straighten.skew(turned) == pytest.approx(-angle, abs=0.15)


def test_nothing_to_straighten():
    noise = np.random.default_rng(1).integers(0, 255, (400, 300), dtype=np.uint8)
    assert straighten.skew(noise) == 0.0
    assert straighten.skew(np.zeros((1, 1), np.uint8)) == 0.0


@given(st.sampled_from([0, 90, 180, 270]), st.integers(0, 99), st.integers(0, 69))
def test_a_pixel_comes_back_from_a_quarter_turn(turn, x, y):
    image = np.zeros((70, 100), np.uint8)
    image[y, x] = 255
    straight = straighten.Straight(straighten.quarter_turned(image, turn), straighten._quarter_back(image.shape, turn))
    ((found_y, found_x),) = np.argwhere(straight.image)
    assert straight.box_before(WordBox("a", found_x, found_y, 1, 1, 1.0))[1:5] == (x, y, 1, 1)


@given(st.floats(1, 14_400), st.floats(1, 14_400))
def test_pages_stay_under_the_cap(width, height):
    dpi = straighten.capped_dpi((width, height), 300)
    assert 1 <= dpi <= 300
    assert dpi == 1 or width * height * (dpi / 72) ** 2 <= straighten.MOST_PIXELS * (1 + 1e-9)


def test_an_image_over_the_cap_is_shrunk():
    assert straighten.shrunk(np.zeros((4_000, 3_000), np.uint8)).size <= straighten.MOST_PIXELS


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_clean_page_stays_as_it_is(dpi):
    image = drawn(letter)(dpi)
    assert paper.even(image, dpi) is image
    assert paper.smoothed(image, dpi) is image
    assert straighten.straight(image).image is image or (straighten.straight(image).image == image).all()


@pytest.mark.parametrize("darkest", [0.6, 0.8])
def test_uneven_light_is_made_even(darkest):
    image = drawn(letter)(200)
    slope = np.linspace(1, darkest, image.shape[1], dtype=np.float32)
    even = paper.even((image * slope).astype(np.uint8), 200)
    white = image == 255
    assert even[white].min() > 230
    assert np.ptp(even[white].astype(int)) <= 15
    assert even[image < 60].max() < 100


def test_a_black_box_is_no_dark_paper():
    image = drawn(letter)(200)
    image[1200:1700, 300:1400] = 20
    assert paper.even(image, 200) is image


def test_a_black_box_stays_black_under_uneven_light():
    image = drawn(letter)(200)
    image[1200:1700, 300:1400] = 20
    slope = np.linspace(1, 0.7, image.shape[1], dtype=np.float32)
    even = paper.even((image * slope).astype(np.uint8), 200)
    assert even[1200:1700, 300:1400].max() < 50


def test_specks_are_smoothed():
    image = drawn(letter)(200)
    chance = np.random.default_rng(5)
    for y, x in zip(chance.integers(0, image.shape[0], 200), chance.integers(0, image.shape[1], 200), strict=True):
        image[y, x] = 0
    smooth = paper.smoothed(image, 200)
    assert paper._specks(image, 200) > 0.1
    assert paper._specks(smooth, 200) < paper._specks(image, 200) / 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (40, 3)])
def test_slips_of_images_are_no_trouble(shape):
    for value in (0, 255):
        image = np.full(shape, value, np.uint8)
        assert paper.smoothed(paper.even(image, 200), 200).shape == shape
